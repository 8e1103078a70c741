package org.lvsh.kernel.traffic;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** {@code lc}: the least load, whatever the weights, unless that is 0 ({@code ip_vs_lc.c}). */
final class LeastConnections extends Scheduling {
  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    return StreamSupport.stream(service.spliterator(), false)
        .filter(Destination::isUsable)
        .min(Comparator.comparingLong(Destination::load));
  }
}
