package org.lvsh.shell.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.compile.ConnectionServices;
import org.lvsh.shell.compile.Masks;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceTraffic;

/** Which server of which service an entry of the connection table leads to. */
final class Places {
  /** What is found is kept for the next entry; more kinds than this are found again. */
  private static final int MOST_KEPT = 50_000;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Of states whose time nobody sets ({@code tcp_timeouts} in {@code ip_vs_proto_tcp.c}). */
  private static final Map<String, Duration> STATES =
      Map.of(
          "SYN_SENT", Duration.ofMinutes(2),
          "SYN_RECV", Duration.ofMinutes(1),
          "TIME_WAIT", Duration.ofMinutes(2),
          "CLOSE", Duration.ofSeconds(10),
          "CLOSE_WAIT", Duration.ofMinutes(1),
          "LAST_ACK", Duration.ofSeconds(30));

  private final Snapshot snapshot;
  private final ConnectionServices services;
  private final Map<ServiceKey, String> names;
  private final Map<Kind, Found> found = new HashMap<>();

  Places(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.services = new ConnectionServices(snapshot);
    this.names = ServiceNames.of(snapshot);
  }

  /** What decides about an entry's place. */
  private record Kind(
      boolean template,
      int protocol,
      IpAddress virtualAddress,
      int virtualPort,
      IpAddress server,
      int serverPort) {}

  /**
   * A place, and what there is to know of its service.
   *
   * @param grain how much of a client's address counts
   * @param sticky how long a client stays; empty where it need not
   * @param seed what the keys of its templates begin with
   */
  record Found(Place place, long grain, Optional<Duration> sticky, long seed) {

    /** What stands for the template that sends a client to this server. */
    long templateOf(IpAddress client) {
      byte[] address = client.bytes();
      boolean whole = grain == Persistence.Granularity.whole(client.family());
      return mixed(hash(seed, whole ? address : Masks.cut(client, grain).array()));
    }
  }

  Found of(Connection connection) {
    Kind kind =
        new Kind(
            connection.isTemplate(),
            connection.protocol(),
            connection.virtualAddress(),
            connection.virtualPort(),
            connection.server(),
            connection.serverPort());
    Found known = found.get(kind);
    if (known == null) {
      known = find(connection);
      if (found.size() >= MOST_KEPT) {
        found.clear();
      }
      found.put(kind, known);
    }
    return known;
  }

  private Found find(Connection connection) {
    AddressFamily family = connection.client().family();
    long whole = Persistence.Granularity.whole(family);
    Optional<ServiceKey> key = services.key(connection);
    if (key.isEmpty()) {
      return new Found(new Place("", plain(connection)), whole, Optional.empty(), 0);
    }
    ServiceEntry service = snapshot.services().get(key.get());
    Optional<Persistence> persistence = service.service().persistence();
    long grain =
        persistence
            .flatMap(Persistence::granularity)
            .map(Persistence.Granularity::value)
            .orElse(whole);
    String name = names.get(key.get());
    long seed = hash(FNV_OFFSET, name.getBytes(StandardCharsets.UTF_8));
    return new Found(
        new Place(name, called(connection, key.get(), service)),
        grain,
        persistence.map(Persistence::timeout),
        hash(seed, connection.server().bytes()));
  }

  /** As the service calls it, where it still has it. */
  private static String called(Connection connection, ServiceKey key, ServiceEntry service) {
    return Stream.of(connection.serverPort(), 0)
        .map(port -> new ServerKey(connection.server(), port))
        .filter(service.servers()::containsKey)
        .findFirst()
        .or(() -> onlyOneAt(connection, service))
        .map(server -> ServiceTraffic.called(server, key))
        .orElseGet(() -> ServiceTraffic.called(server(connection), key));
  }

  /** A template may have a server without the port that the service has it with. */
  private static Optional<ServerKey> onlyOneAt(Connection connection, ServiceEntry service) {
    return connection.isTemplate() && connection.serverPort() == 0
        ? service.servers().keySet().stream()
            .filter(server -> server.address().equals(connection.server()))
            .findFirst()
        : Optional.empty();
  }

  private static ServerKey server(Connection connection) {
    return new ServerKey(connection.server(), connection.serverPort());
  }

  private static String plain(Connection connection) {
    return connection.serverPort() == 0
        ? connection.server().toString()
        : server(connection).toString();
  }

  /** The time that an entry has when it begins; zero where that is not known. */
  Duration whole(Connection connection, Found place) {
    if (connection.isTemplate()) {
      return place.sticky().orElse(Duration.ZERO);
    }
    Timeouts timeouts = snapshot.timeouts();
    if (connection.protocol() == Protocol.UDP.number()) {
      return timeouts.udp();
    }
    if (connection.protocol() != Protocol.TCP.number()) {
      return Duration.ZERO;
    }
    return switch (connection.state()) {
      case "ESTABLISHED" -> timeouts.tcp();
      case "FIN_WAIT" -> timeouts.tcpFin();
      default -> STATES.getOrDefault(connection.state(), Duration.ZERO);
    };
  }

  private static long hash(long seed, byte[] bytes) {
    long hash = seed;
    for (byte next : bytes) {
      hash = (hash ^ (next & 0xFF)) * FNV_PRIME;
    }
    return hash;
  }

  /** So that each bit depends on all ({@code fmix64} of MurmurHash3). */
  private static long mixed(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
