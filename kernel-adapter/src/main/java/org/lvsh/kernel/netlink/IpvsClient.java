package org.lvsh.kernel.netlink;

import com.google.common.base.Supplier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * IPVS of the network namespace that this process is in. Nothing is loaded or opened before it is
 * first used. For one thread at a time; every method that asks the kernel throws a {@link
 * NetlinkException}.
 */
public final class IpvsClient implements AutoCloseable {
  /** How often all entries are read where services go meanwhile. */
  private static final int ATTEMPTS = 5;

  private final NetlinkSocket.Factory sockets;
  private final Supplier<Integer> ticksPerSecond;
  private final IpvsReader reader;
  private final ManyQuestions each;
  private Optional<IpvsWriter> writer = Optional.empty();

  /**
   * A client of the kernel behind these sockets.
   *
   * @param ticksPerSecond the kernel's HZ, asked for when something is first changed
   */
  IpvsClient(NetlinkSocket.Factory sockets, Supplier<Integer> ticksPerSecond) {
    this.sockets = sockets;
    this.ticksPerSecond = ticksPerSecond;
    this.reader = new IpvsReader(sockets);
    this.each =
        new ManyQuestions(
            reader, new IpvsReader(sockets), Runtime.getRuntime().availableProcessors());
  }

  /** A client of the kernel that this machine runs. */
  public static IpvsClient live() {
    return new IpvsClient(LinuxNetlinkSocket.live(Linux.NETLINK_GENERIC), KernelTicks::perSecond);
  }

  /** What IPVS says of itself. The first question of all loads its module where need be. */
  public IpvsInfo info() {
    return reader.info();
  }

  /**
   * Every service, without its servers, in no particular order. Where others remove services
   * meanwhile some that stay may be missing.
   */
  public Listing<VirtualService> services() {
    return reader.services();
  }

  /** Whether there is such a service. */
  public boolean has(ServiceKey service) {
    return reader.has(service);
  }

  /** The servers of a service, newest first; none where there is no such service. */
  public Listing<RealServer> servers(ServiceKey service) {
    return reader.servers(service);
  }

  /**
   * Every service with its servers. The removal of a service while they are listed may hide another
   * one, so where a listed one turns out to be gone all are listed anew.
   *
   * @throws NetlinkException also (unsteady) where services go each time that it is tried
   */
  public Listing<ServiceEntry> entries() {
    return entries(Progress.SILENT);
  }

  /** The same, one service after the other. */
  public Listing<ServiceEntry> entries(Progress progress) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return entriesOnce(progress);
      } catch (NetlinkException exception) {
        if (exception.kind() != NetlinkException.Kind.UNSTEADY) {
          throw exception;
        }
      }
    }
    return entriesOnce(progress);
  }

  private Listing<ServiceEntry> entriesOnce(Progress progress) {
    Listing<VirtualService> services = services();
    List<Listing<ServiceEntry>> all = each.ask(services.entries(), IpvsClient::entry, progress);
    List<ServiceEntry> entries = new ArrayList<>(all.size());
    List<String> leftOut = new ArrayList<>(services.leftOut());
    for (Listing<ServiceEntry> one : all) {
      entries.addAll(one.entries());
      leftOut.addAll(one.leftOut());
    }
    return new Listing<>(entries, leftOut);
  }

  /** The kernel lists no servers of a service that is not there, and does not say so. */
  private static Listing<ServiceEntry> entry(IpvsReader reader, VirtualService service) {
    Listing<RealServer> servers = reader.servers(service.key());
    boolean none = servers.entries().isEmpty() && servers.leftOut().isEmpty();
    if (none && !reader.has(service.key())) {
      throw new NetlinkException(
          NetlinkException.Kind.UNSTEADY,
          "other programs keep removing services while they are listed: " + service.key());
    }
    return new Listing<>(
        List.of(ServiceEntry.of(service, servers.entries())),
        servers.leftOut().stream().map(line -> service.key() + ": " + line).toList());
  }

  /** The sync daemons that run: none, one, or one of each role. */
  public Listing<SyncDaemon> daemons() {
    return reader.daemons();
  }

  /**
   * The counters of every service and server. Where others remove services meanwhile some that stay
   * may be missing.
   */
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    return statistics(Progress.SILENT);
  }

  /** The same, one service after the other. */
  public NavigableMap<ServiceKey, ServiceStatistics> statistics(Progress progress) {
    NavigableMap<ServiceKey, ServiceStatistics> all = new TreeMap<>();
    each.ask(reader.serviceCounters().entries(), IpvsClient::statistics, progress)
        .forEach(one -> all.put(one.getKey(), one.getValue()));
    return all;
  }

  private static Map.Entry<ServiceKey, ServiceStatistics> statistics(
      IpvsReader reader, Map.Entry<ServiceKey, Counters> service) {
    Map<ServerKey, ServerStatistics> servers = new LinkedHashMap<>();
    reader
        .serverStatistics(service.getKey())
        .entries()
        .forEach(server -> servers.put(server.getKey(), server.getValue()));
    return Map.entry(service.getKey(), new ServiceStatistics(service.getValue(), servers));
  }

  /** 0 s for a protocol that the kernel is built without. */
  public Timeouts timeouts() {
    return reader.timeouts();
  }

  /**
   * Tries every operation, in order; after a refused one the next is tried all the same.
   *
   * @param operations on services, servers, timeouts and sync daemons
   * @return an outcome for each, in the same order. Unknown: its answer was lost and what the
   *     kernel holds does not tell. Not tried: the kernel could not be reached any more.
   * @throws NetlinkException where nothing could be sent at all; nothing was changed then
   * @throws IllegalArgumentException for an operation on the firewall
   */
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    if (operations.stream().anyMatch(Operation::isFirewall)) {
      throw new IllegalArgumentException("an operation on the firewall");
    }
    return operations.isEmpty() ? List.of() : writer().apply(operations, progress);
  }

  /**
   * Sets the counters of a service and its servers to 0, or those of all.
   *
   * @return why it was refused, empty where it is done
   */
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return writer().command(requests -> requests.zero(service));
  }

  /**
   * Removes every service, whoever made it. Timeouts stay, and so do sync daemons.
   *
   * @return why it was refused, empty where it is done
   */
  public Optional<Errno> flush() {
    return writer().command(Requests::flush);
  }

  private IpvsWriter writer() {
    if (writer.isEmpty()) {
      Sayable sayable = new Sayable(ticksPerSecond.get());
      writer = Optional.of(new IpvsWriter(sockets, reader, sayable));
    }
    return writer.get();
  }

  @Override
  public void close() {
    each.close();
    writer.ifPresent(IpvsWriter::close);
  }
}
