package org.lvsh.kernel.traffic;

import java.util.Optional;
import java.util.stream.StreamSupport;

/** {@code nq}: the first idle one, else as {@code sed} ({@code ip_vs_nq.c}). */
final class NeverQueue extends Scheduling {
  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    return StreamSupport.stream(service.spliterator(), false)
        .filter(one -> one.isUsable() && one.active() == 0)
        .findFirst()
        .or(() -> leastLoaded(service, LeastLoad::expectedDelay));
  }
}
