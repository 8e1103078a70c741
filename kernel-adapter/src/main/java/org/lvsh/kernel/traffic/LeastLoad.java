package org.lvsh.kernel.traffic;

import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The schedulers that look for the least load for the weight: {@code wlc} counts 256 for an active
 * connection besides one for each ({@code ip_vs_wlc.c}), {@code sed} the active ones and the one
 * that is to come ({@code ip_vs_sed.c}).
 */
final class LeastLoad extends Scheduling {
  private final ToLongFunction<Destination> load;

  private LeastLoad(ToLongFunction<Destination> load) {
    this.load = load;
  }

  static LeastLoad wlc() {
    return new LeastLoad(Destination::load);
  }

  static LeastLoad sed() {
    return new LeastLoad(LeastLoad::expectedDelay);
  }

  static long expectedDelay(Destination one) {
    return one.active() + 1L;
  }

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    return leastLoaded(service, load);
  }
}
