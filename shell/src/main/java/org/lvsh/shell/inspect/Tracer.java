package org.lvsh.shell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.traffic.Admission;
import org.lvsh.kernel.traffic.Endings;
import org.lvsh.kernel.traffic.EntryKey;
import org.lvsh.kernel.traffic.Forecast;
import org.lvsh.kernel.traffic.Marking;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.kernel.traffic.SeenServer;
import org.lvsh.kernel.traffic.ServiceSearch;
import org.lvsh.kernel.traffic.TrafficSettings;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.inspect.KnownEntry.Standing;

/**
 * Follows a packet through the state of a kernel, in the kernel's own order: its connection, then
 * the service, then the client's template, then the scheduler. Asks the kernel for nothing but what
 * every kernel shows: the configuration, the numbers of connections, and the table of them.
 */
public final class Tracer {
  /** What the table says of connections after which a port may be used again. */
  private static final Set<String> CLOSED = Set.of("TIME_WAIT", "CLOSE", "CLOSED");

  private final Kernel kernel;
  private final Snapshot snapshot;
  private final TrafficSettings settings;
  private final Map<ServiceKey, String> names;

  /**
   * A tracer in a kernel.
   *
   * @param snapshot what was read from it, with the names of the services
   */
  public Tracer(Kernel kernel, Snapshot snapshot) {
    this.kernel = kernel;
    this.snapshot = snapshot;
    this.settings = TrafficSettings.of(snapshot.timeouts(), snapshot.settings());
    this.names = ServiceNames.of(snapshot);
  }

  /**
   * The way of a packet.
   *
   * @param portKnown whether it has this client port; else it stands for one from any
   * @throws org.lvsh.kernel.KernelException where the kernel cannot be read
   */
  public Trace trace(Packet packet, boolean portKnown) {
    Optional<MarkRule> rule = Marking.ruleOf(packet, snapshot.markRules());
    List<ServiceSearch.Place> places = ServiceSearch.of(packet, rule.map(MarkRule::mark));
    Optional<ServiceEntry> entry =
        places.stream().flatMap(place -> service(place.key()).stream()).findFirst();
    Lines lines = lines(packet, portKnown, entry);
    Optional<KnownEntry> connection =
        lines.connection.map(line -> connection(packet, line, places));
    Optional<KnownEntry> template = lines.template.map(line -> template(line, entry.orElseThrow()));
    return new Trace(
        packet,
        portKnown,
        rule,
        looked(places),
        entry.map(this::found),
        connection,
        template,
        way(packet, portKnown, entry, connection, template),
        new Trace.Doubts(onOthersMarks(packet, rule), lines.calls, lines.connections));
  }

  private Optional<ServiceEntry> service(ServiceKey key) {
    return Optional.ofNullable(snapshot.services().get(key));
  }

  private Trace.Found found(ServiceEntry entry) {
    return new Trace.Found(names.get(entry.service().key()), entry.service());
  }

  private List<Trace.Looked> looked(List<ServiceSearch.Place> places) {
    List<Trace.Looked> looked = new ArrayList<>();
    for (ServiceSearch.Place place : places) {
      Optional<String> name = service(place.key()).map(entry -> names.get(place.key()));
      looked.add(new Trace.Looked(place, name));
      if (name.isPresent()) {
        break;
      }
    }
    return looked;
  }

  /** What the table has for a packet; it is gone through once, and nothing else of it is kept. */
  private static final class Lines {
    private Optional<Connection> connection = Optional.empty();
    private Optional<Connection> template = Optional.empty();
    private long calls;
    private long connections;
  }

  private Lines lines(Packet packet, boolean portKnown, Optional<ServiceEntry> entry) {
    EntryKey own = EntryKey.of(packet);
    Optional<EntryKey> sticky =
        entry.flatMap(
            one ->
                one.service()
                    .persistence()
                    .map(how -> EntryKey.ofTemplate(one.service(), how, packet)));
    boolean ofCalls =
        entry.flatMap(one -> one.service().persistence()).flatMap(how -> how.engine()).isPresent();
    Lines lines = new Lines();
    kernel.connections(
        line -> {
          if (portKnown && own.isOfAnyCall(line)) {
            lines.connection = Optional.of(line);
          } else if (!portKnown && isFromTheSame(own, line)) {
            lines.connections++;
          } else if (!ofCalls && sticky.filter(key -> key.isOf(line)).isPresent()) {
            lines.template = Optional.of(line);
          } else if (ofCalls && sticky.filter(key -> key.isOfAnyCall(line)).isPresent()) {
            lines.calls++;
          }
        });
    return lines;
  }

  /** Whether a connection differs in the client's port alone. */
  private static boolean isFromTheSame(EntryKey key, Connection line) {
    return !line.isTemplate()
        && line.protocol() == key.protocol()
        && line.client().equals(key.client())
        && line.virtualAddress().equals(key.address())
        && line.virtualPort() == key.port();
  }

  /**
   * A connection with its server. It keeps the server it began with; whose that is the table does
   * not say, so the services are gone through that it may belong to.
   */
  private KnownEntry connection(Packet packet, Connection line, List<ServiceSearch.Place> places) {
    List<RealServer> servers =
        places.stream()
            .flatMap(place -> service(place.key()).stream())
            .map(entry -> servers(entry, line))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElseGet(() -> onAnyMark(packet, line));
    return new KnownEntry(line, keys(servers), ofConnection(packet, line, servers));
  }

  /** Those of services on marks that others may have set. */
  private List<RealServer> onAnyMark(Packet packet, Connection line) {
    return snapshot.services().values().stream()
        .filter(entry -> entry.service().key() instanceof ServiceKey.OnMark)
        .filter(entry -> entry.service().key().family() == packet.address().family())
        .map(entry -> servers(entry, line))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private Standing ofConnection(Packet packet, Connection line, List<RealServer> servers) {
    boolean available = !servers.isEmpty();
    if (Endings.ofConnection(packet.protocol(), available, weight(servers), settings)) {
      return available ? Standing.ENDS_DRAINED : Standing.ENDS_SERVER_GONE;
    }
    boolean closed = packet.protocol() != Protocol.UDP && CLOSED.contains(line.state());
    if (closed && KnownSetting.CONN_REUSE_MODE.isOn(snapshot.settings())) {
      return Standing.ENDS_CLOSED;
    }
    if (!available) {
      return Standing.LOST;
    }
    return weight(servers) == 0 ? Standing.GOES_ON_DRAINED : Standing.GOES_ON;
  }

  private KnownEntry template(Connection line, ServiceEntry entry) {
    List<RealServer> servers = servers(entry, line);
    boolean available = !servers.isEmpty();
    return new KnownEntry(line, keys(servers), ofTemplate(available, weight(servers)));
  }

  private Standing ofTemplate(boolean available, int weight) {
    if (Endings.ofTemplate(available, weight, settings)) {
      return available ? Standing.ENDS_DRAINED : Standing.ENDS_SERVER_GONE;
    }
    return weight == 0 ? Standing.GOES_ON_DRAINED : Standing.GOES_ON;
  }

  /** The highest of them; 0 where there are none. */
  private static int weight(List<RealServer> servers) {
    return servers.stream().mapToInt(RealServer::weight).max().orElse(0);
  }

  private static List<ServerKey> keys(List<RealServer> servers) {
    return servers.stream().map(RealServer::key).toList();
  }

  /**
   * The servers of a service that an entry may go to: the one with its very port, else the one for
   * every port, else all with its address, since a persistent service keeps the packet's port.
   */
  private static List<RealServer> servers(ServiceEntry entry, Connection line) {
    List<RealServer> there =
        entry.servers().values().stream()
            .filter(server -> server.key().address().equals(line.server()))
            .toList();
    return withPort(there, port -> port == line.serverPort())
        .or(() -> withPort(there, port -> port == 0))
        .orElseGet(
            () ->
                entry.service().persistence().isPresent() || line.serverPort() == 0
                    ? there
                    : List.of());
  }

  private static Optional<List<RealServer>> withPort(
      List<RealServer> servers, Predicate<Integer> port) {
    List<RealServer> found =
        servers.stream().filter(server -> port.test(server.key().port())).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private Way way(
      Packet packet,
      boolean portKnown,
      Optional<ServiceEntry> entry,
      Optional<KnownEntry> connection,
      Optional<KnownEntry> template) {
    if (isBackupOnly()) {
      return new Way.NotBalanced(Way.Pass.BACKUP_ONLY);
    }
    if (connection.filter(KnownEntry::goesOn).isPresent()) {
      return new Way.Known(connection.get());
    }
    if (connection.filter(one -> one.standing() == Standing.LOST).isPresent()) {
      return new Way.Lost(Way.Loss.SERVER_GONE);
    }
    return entry
        .map(one -> admitted(packet, portKnown, one, template))
        .orElseGet(() -> new Way.NotBalanced(Way.Pass.NO_SERVICE));
  }

  private boolean isBackupOnly() {
    return snapshot.daemons().containsKey(SyncDaemon.Role.BACKUP)
        && KnownSetting.BACKUP_ONLY.isOn(snapshot.settings());
  }

  private Way admitted(
      Packet packet, boolean portKnown, ServiceEntry entry, Optional<KnownEntry> template) {
    return switch (Admission.of(entry.service(), packet)) {
      case FROM_FTP_DATA -> new Way.NotBalanced(Way.Pass.FROM_FTP_DATA);
      case LEFT_TO_OTHERS -> new Way.NotBalanced(Way.Pass.LEFT_TO_OTHERS);
      case UNREADABLE -> new Way.Lost(Way.Loss.UNREADABLE);
      case NOT_PERSISTENT -> new Way.Lost(Way.Loss.NOT_PERSISTENT);
      case SCHEDULED -> new Way.Scheduled(forecast(entry, packet, portKnown), false);
      case STICKY ->
          template
              .filter(KnownEntry::goesOn)
              .<Way>map(Way.Known::new)
              .orElseGet(() -> new Way.Scheduled(forecast(entry, packet, portKnown), true));
    };
  }

  private Forecast forecast(ServiceEntry entry, Packet packet, boolean portKnown) {
    Optional<ServiceStatistics> statistics =
        Optional.ofNullable(kernel.statistics().get(entry.service().key()));
    List<SeenServer> servers =
        statistics.stream()
            .flatMap(numbers -> numbers.order().stream())
            .filter(entry.servers()::containsKey)
            .map(
                key ->
                    new SeenServer(entry.servers().get(key), statistics.get().servers().get(key)))
            .toList();
    return Forecast.of(entry.service(), servers, packet, portKnown);
  }

  /** The services on marks that no rule of ours sets, and that come before what was found. */
  private List<String> onOthersMarks(Packet packet, Optional<MarkRule> rule) {
    Set<Mark> ours =
        snapshot.markRules().values().stream().map(MarkRule::mark).collect(Collectors.toSet());
    return snapshot.services().keySet().stream()
        .filter(key -> key.family() == packet.address().family())
        .filter(key -> rule.isEmpty())
        .filter(key -> key instanceof ServiceKey.OnMark on && !ours.contains(on.mark()))
        .map(key -> names.get(key) + " on " + key)
        .toList();
  }
}
