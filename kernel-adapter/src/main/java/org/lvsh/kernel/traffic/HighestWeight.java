package org.lvsh.kernel.traffic;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * The schedulers that fill one server first: {@code fo} the one with the highest weight ({@code
 * ip_vs_fo.c}), {@code ovf} the same as long as it has no more active connections than its weight
 * ({@code ip_vs_ovf.c}).
 */
final class HighestWeight extends Scheduling {
  private final Predicate<Destination> takesMore;

  private HighestWeight(Predicate<Destination> takesMore) {
    this.takesMore = takesMore;
  }

  static HighestWeight failover() {
    return new HighestWeight(one -> true);
  }

  static HighestWeight overflow() {
    return new HighestWeight(one -> one.active() <= one.weight());
  }

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    Destination highest = null;
    for (Destination one : service) {
      if (one.isUsable()
          && takesMore.test(one)
          && (highest == null || one.weight() > highest.weight())) {
        highest = one;
      }
    }
    return Optional.ofNullable(highest);
  }
}
