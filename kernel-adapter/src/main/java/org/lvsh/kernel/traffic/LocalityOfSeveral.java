package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code lblcr}: the least loaded of the servers that have had this virtual address before; where
 * that is overloaded another joins them, and where none has joined for {@code lblcr_expiration} the
 * one with the most load leaves ({@code ip_vs_lblcr.c}).
 */
final class LocalityOfSeveral extends Locality {
  @Override
  Duration expiration(TrafficSettings settings) {
    return settings.lblcrExpiration();
  }

  @Override
  Optional<Destination> known(BalancedService service, Servers place, Moment moment) {
    Optional<Destination> least =
        LeastLoad.of(
            place.list().stream().filter(Destination::isAvailable).toList(), Contender::load);
    long limit = place.lastChange() + expiration(moment.settings()).toMillis();
    if (place.list().size() > 1 && moment.now() > limit) {
      mostLoaded(place).ifPresent(one -> place.remove(one, moment.now()));
    }
    return least.filter(one -> !isOverloaded(one, service));
  }

  /** {@code ip_vs_dest_set_max}. */
  private static Optional<Destination> mostLoaded(Servers place) {
    Destination most = null;
    for (Destination one : place.list()) {
      if (one.weight() > 0
          && (most == null || most.load() * one.weight() < one.load() * most.weight())) {
        most = one;
      }
    }
    return Optional.ofNullable(most);
  }

  @Override
  void found(Servers place, Destination server, long now) {
    place.add(server, now);
  }
}
