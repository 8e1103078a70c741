package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code lblc}: the server that has had this virtual address before, unless it is gone, drained or
 * overloaded; then as {@code wlc} ({@code ip_vs_lblc.c}).
 */
final class LocalityOfOne extends Locality {
  @Override
  Duration expiration(TrafficSettings settings) {
    return settings.lblcExpiration();
  }

  @Override
  Optional<Destination> known(BalancedService service, Servers place, Moment moment) {
    Destination one = place.list().get(0);
    boolean goesOn = one.isAvailable() && one.weight() > 0 && !isOverloaded(one, service);
    return goesOn ? Optional.of(one) : Optional.empty();
  }

  @Override
  void found(Servers place, Destination server, long now) {
    if (!place.list().contains(server)) {
      place.clear();
      place.add(server, now);
    }
  }
}
