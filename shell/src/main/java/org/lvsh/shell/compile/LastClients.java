package org.lvsh.shell.compile;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/**
 * How long the clients that some servers have will stay at least. A connection ends when it has
 * been idle for long enough, a template when its time has run out; while it has connections then,
 * it is kept for 60 s more, again and again ({@code ip_vs_conn_expire}). Whoever sends a packet, or
 * comes back, stays longer, so this is when the last one is gone at the earliest.
 */
public final class LastClients implements Consumer<Connection> {
  private static final long RENEWAL_SECONDS = 60;

  private final ConnectionServices services;
  private final Map<String, Long> grains = new HashMap<>();
  private final Set<ServerPlace> drained;
  private final Map<Client, Long> templates = new HashMap<>();
  private final Map<Client, Long> connections = new HashMap<>();

  /**
   * A server of a service.
   *
   * @param service its name
   */
  public record ServerPlace(String service, IpAddress server) {}

  /** A client as far as its address counts. */
  private record Client(ServerPlace place, ByteBuffer address) {}

  /**
   * Looks at the clients of some servers; the connection table is to be handed over.
   *
   * @param snapshot the services that there are
   */
  public LastClients(Snapshot snapshot, Set<ServerPlace> drained) {
    this.services = new ConnectionServices(snapshot);
    this.drained = Set.copyOf(drained);
    Map<ServiceKey, String> names = ServiceNames.of(snapshot);
    snapshot
        .services()
        .forEach((key, entry) -> grains.put(called(names.get(key), key.family()), grain(entry)));
  }

  private static String called(String service, AddressFamily family) {
    return service + " " + family;
  }

  private static long grain(ServiceEntry entry) {
    AddressFamily family = entry.service().key().family();
    return entry
        .service()
        .persistence()
        .flatMap(Persistence::granularity)
        .map(Persistence.Granularity::value)
        .orElse(Persistence.Granularity.whole(family));
  }

  @Override
  public void accept(Connection connection) {
    Optional<ServerPlace> place =
        drained.stream().anyMatch(one -> one.server().equals(connection.server()))
            ? services.name(connection).map(name -> new ServerPlace(name, connection.server()))
            : Optional.empty();
    place
        .filter(drained::contains)
        .ifPresent(
            there ->
                (connection.isTemplate() ? templates : connections)
                    .merge(
                        new Client(there, masked(connection, there)),
                        connection.expires().toSeconds(),
                        Math::max));
  }

  private ByteBuffer masked(Connection connection, ServerPlace place) {
    AddressFamily family = connection.client().family();
    long whole = Persistence.Granularity.whole(family);
    return Masks.cut(
        connection.client(), grains.getOrDefault(called(place.service(), family), whole));
  }

  /** When the last one is gone at the earliest; empty where none is there. */
  public Optional<Duration> earliestEnd() {
    long longest = -1;
    for (long seconds : connections.values()) {
      longest = Math.max(longest, seconds);
    }
    for (Map.Entry<Client, Long> template : templates.entrySet()) {
      long busy = connections.getOrDefault(template.getKey(), 0L);
      longest = Math.max(longest, end(template.getValue(), busy));
    }
    return longest < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(longest));
  }

  /** A template that has connections when its time runs out stays for another minute. */
  private static long end(long left, long busy) {
    long over = Math.max(0, busy - left);
    return left + (over + RENEWAL_SECONDS - 1) / RENEWAL_SECONDS * RENEWAL_SECONDS;
  }
}
