package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;

/**
 * Removed servers on which something still hangs, and a while beyond ({@code dest_trash}): until a
 * look every minute has found them idle for two minutes ({@code ip_vs_dest_trash_expire}). A server
 * that never had a connection is not kept: nobody could tell.
 */
final class Trash {
  private static final long PERIOD = Duration.ofMinutes(2).toMillis();

  private final Map<Place, Destination> servers = new LinkedHashMap<>();
  private OptionalLong nextCheck = OptionalLong.empty();

  /** What a server in the trash is found by ({@code ip_vs_trash_get_dest}). */
  private record Place(ServiceKey service, ServerKey server) {}

  void put(Destination destination, long now) {
    if (!destination.isReferenced() && destination.meter().isUntouched()) {
      return;
    }
    if (servers.isEmpty()) {
      nextCheck = OptionalLong.of(now + PERIOD / 2);
    }
    servers.put(new Place(destination.serviceKey(), destination.key()), destination);
  }

  Optional<Destination> take(ServiceKey service, ServerKey server) {
    return Optional.ofNullable(servers.remove(new Place(service, server)));
  }

  Optional<Destination> find(ServiceKey service, ServerKey server) {
    return Optional.ofNullable(servers.get(new Place(service, server)));
  }

  Collection<Destination> all() {
    return servers.values();
  }

  /** When to look again. The timer goes on where the last server was taken out meanwhile. */
  OptionalLong nextCheck() {
    return nextCheck;
  }

  void restore(Destination destination) {
    servers.put(new Place(destination.serviceKey(), destination.key()), destination);
  }

  void restoreCheck(OptionalLong next) {
    nextCheck = next;
  }

  void check(long now) {
    Iterator<Destination> each = servers.values().iterator();
    while (each.hasNext()) {
      Destination one = each.next();
      if (one.isReferenced()) {
        continue;
      }
      if (one.idleSince().isEmpty()) {
        one.idleSince(OptionalLong.of(now));
      } else if (now - one.idleSince().getAsLong() >= PERIOD) {
        each.remove();
      }
    }
    nextCheck = servers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(now + PERIOD / 2);
  }
}
