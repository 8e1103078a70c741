package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/**
 * Which service an entry of the connection table belongs to. The table does not say; so the
 * services are gone through in the order in which the kernel looks for one ({@code
 * ip_vs_service_find} in {@code ip_vs_ctl.c}), and the first that has the entry's server is it. An
 * entry whose server has been removed belongs to the first of them.
 *
 * <p>What mark a connection's packets had is known where a rule of our own sets it. A service on a
 * mark that others set is found by the server alone, where no other has it; so is one whose rules
 * have had other ports.
 */
public final class ConnectionServices {
  private static final int FTP = 21;
  private static final int FTP_DATA = 20;
  private static final int FIRST_UNPRIVILEGED = 1024;

  private final Snapshot snapshot;
  private final Map<ServiceKey, String> names;

  /** The addresses that rules of our own mark the packets for. */
  private final Map<Mark, Set<IpAddress>> marked = new HashMap<>();

  public ConnectionServices(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.names = ServiceNames.of(snapshot);
    for (MarkRule rule : snapshot.markRules().values()) {
      marked.computeIfAbsent(rule.mark(), first -> new HashSet<>()).add(rule.match().address());
    }
  }

  /** The name of the service; empty where none can be it. */
  public Optional<String> name(Connection connection) {
    return key(connection).map(names::get);
  }

  /**
   * The bits of a client's address that count where a template holds for it; empty where all do.
   */
  public Optional<Granularity> granularity(Connection template) {
    return key(template)
        .flatMap(key -> snapshot.services().get(key).service().persistence())
        .flatMap(Persistence::granularity);
  }

  /** The service itself. */
  public Optional<ServiceKey> key(Connection connection) {
    List<ServiceKey> found = candidates(connection).filter(names::containsKey).toList();
    return found.stream()
        .filter(key -> has(key, connection))
        .findFirst()
        .or(() -> found.stream().findFirst())
        .or(() -> byServer(connection));
  }

  /**
   * Whether the service that a connection belongs to has its server still; also where that cannot
   * be known. The data connections of FTP have ports of their own, and the server of the one that
   * asked for them ({@code ip_vs_ftp.c}).
   */
  public boolean hasServer(Connection connection) {
    List<ServiceKey> found = candidates(connection).filter(names::containsKey).toList();
    if (found.stream().anyMatch(key -> has(key, connection) || hasForFtp(key, connection))) {
      return true;
    }
    boolean isMarked = !found.isEmpty() && found.get(0) instanceof ServiceKey.OnMark;
    // With a mark of ours now, it may have had another one of ours, and none that others set.
    return marked(connection).anyMatch(key -> !isMarked || marked.containsKey(key.mark()));
  }

  private boolean hasForFtp(ServiceKey key, Connection connection) {
    return key instanceof ServiceKey.OnAddress on
        && on.port() == FTP
        && connection.virtualPort() != FTP
        && snapshot.services().get(key).servers().keySet().stream()
            .anyMatch(server -> server.address().equals(connection.server()));
  }

  private Stream<ServiceKey> candidates(Connection connection) {
    AddressFamily family = connection.virtualAddress().family();
    if (connection.mark().isPresent()) {
      return Stream.of(new ServiceKey.OnMark(family, connection.mark().get()));
    }
    Optional<Protocol> protocol =
        Stream.of(Protocol.values())
            .filter(known -> known.number() == connection.protocol())
            .findFirst();
    return protocol.stream()
        .flatMap(
            known ->
                Stream.concat(
                    ruled(known, connection)
                        .map(mark -> new ServiceKey.OnMark(family, mark))
                        .stream(),
                    onAddress(known, connection)));
  }

  private Optional<Mark> ruled(Protocol protocol, Connection connection) {
    if (connection.isTemplate()) {
      return Optional.empty();
    }
    int port = connection.virtualPort();
    MarkRule.Match last =
        new MarkRule.Match(protocol, connection.virtualAddress(), new Ports(port, Ports.MAX));
    MarkRule.Match packet =
        new MarkRule.Match(protocol, connection.virtualAddress(), Ports.of(port));
    return Optional.ofNullable(snapshot.markRules().floorEntry(last))
        .map(Map.Entry::getValue)
        .filter(rule -> rule.match().overlaps(packet))
        .map(MarkRule::mark);
  }

  private static Stream<ServiceKey> onAddress(Protocol protocol, Connection connection) {
    int port = connection.virtualPort();
    List<Integer> ports = new ArrayList<>(List.of(port));
    if (protocol == Protocol.TCP && mayBelongToFtp(connection)) {
      ports.add(FTP);
    }
    ports.add(0);
    return ports.stream()
        .map(each -> new ServiceKey.OnAddress(protocol, connection.virtualAddress(), each));
  }

  /** A template of FTP has port 0, for it holds for the data connections, too. */
  private static boolean mayBelongToFtp(Connection connection) {
    int port = connection.virtualPort();
    return connection.isTemplate() ? port == 0 : port == FTP_DATA || port >= FIRST_UNPRIVILEGED;
  }

  private boolean has(ServiceKey service, Connection connection) {
    return snapshot.services().get(service).servers().keySet().stream()
        .anyMatch(server -> is(server, connection));
  }

  /** A server of a mark has no port, nor has the one in some templates. */
  private static boolean is(ServerKey server, Connection connection) {
    return server.address().equals(connection.server())
        && (server.port() == connection.serverPort()
            || server.port() == 0
            || (connection.isTemplate() && connection.serverPort() == 0));
  }

  private Optional<ServiceKey> byServer(Connection connection) {
    if (connection.isTemplate()) {
      // One of a service on a mark has the mark (ip_vs_sched_persist in ip_vs_core.c).
      return Optional.empty();
    }
    List<ServiceKey.OnMark> all = marked(connection).toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** The services on marks that have the server and that the packets may have come to. */
  private Stream<ServiceKey.OnMark> marked(Connection connection) {
    return snapshot.services().keySet().stream()
        .filter(ServiceKey.OnMark.class::isInstance)
        .map(ServiceKey.OnMark.class::cast)
        .filter(key -> key.family() == connection.virtualAddress().family())
        .filter(key -> mayMark(key.mark(), connection))
        .filter(key -> has(key, connection));
  }

  /** What rules of our own mark comes to their addresses, though maybe to ports of earlier. */
  private boolean mayMark(Mark mark, Connection connection) {
    Set<IpAddress> ours = marked.get(mark);
    return ours == null || ours.contains(connection.virtualAddress());
  }
}
