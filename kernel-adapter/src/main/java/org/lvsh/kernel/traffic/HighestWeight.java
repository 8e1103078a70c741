package org.lvsh.kernel.traffic;

import java.util.Optional;
import java.util.function.Predicate;
import org.lvsh.kernel.model.AddressFamily;

/**
 * The schedulers that fill one server first: {@code fo} the one with the highest weight ({@code
 * ip_vs_fo.c}), {@code ovf} the same as long as it has no more active connections than its weight
 * ({@code ip_vs_ovf.c}).
 */
final class HighestWeight implements Rule {
  private final Predicate<Contender> takesMore;

  private HighestWeight(Predicate<Contender> takesMore) {
    this.takesMore = takesMore;
  }

  static HighestWeight failover() {
    return new HighestWeight(one -> true);
  }

  static HighestWeight overflow() {
    return new HighestWeight(one -> one.active() <= one.weight());
  }

  @Override
  public <C extends Contender> Choice<C> among(AddressFamily family, Iterable<C> servers) {
    return (packet, flags) -> highest(servers);
  }

  private <C extends Contender> Optional<C> highest(Iterable<C> servers) {
    C highest = null;
    for (C one : servers) {
      if (one.isUsable()
          && takesMore.test(one)
          && (highest == null || one.weight() > highest.weight())) {
        highest = one;
      }
    }
    return Optional.ofNullable(highest);
  }
}
