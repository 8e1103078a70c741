package org.lvsh.kernel.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.firewall.FirewallMissingException;
import org.lvsh.kernel.firewall.FirewallState;
import org.lvsh.kernel.firewall.OthersMarks;
import org.lvsh.kernel.firewall.SourceNat;
import org.lvsh.kernel.host.ConnectionTable;
import org.lvsh.kernel.host.Modules;
import org.lvsh.kernel.host.SettingFiles;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.netlink.IpvsClient;
import org.lvsh.kernel.netlink.Listing;
import org.lvsh.kernel.netlink.NetlinkException;
import org.lvsh.kernel.netlink.RoutingClient;

/**
 * The kernel of the network namespace that this process runs in. For one thread at a time.
 *
 * <p>Services, servers, timeouts and sync daemons go to IPVS, each operation by itself; a run of
 * operations on marks and names goes to the firewall as one transaction; settings go to their
 * files.
 */
public final class LiveKernel implements Kernel {
  private final IpvsClient ipvs;
  private final Firewall firewall;
  private final ConnectionTable connections;
  private final Modules modules;
  private final OthersMarks others;
  private final SettingFiles settings;
  private final SourceNat sourceNat = new SourceNat();
  private final int processors;
  private Optional<Beside<FirewallState>> reading = Optional.empty();
  private List<String> leftOut = List.of();

  private LiveKernel(
      IpvsClient ipvs,
      Firewall firewall,
      ConnectionTable connections,
      Modules modules,
      OthersMarks others,
      SettingFiles settings,
      int processors) {
    this.ipvs = ipvs;
    this.firewall = firewall;
    this.connections = connections;
    this.modules = modules;
    this.others = others;
    this.settings = settings;
    this.processors = processors;
  }

  /** The kernel that this machine runs, with marks and names kept by a firewall. */
  static LiveKernel with(IpvsClient ipvs, Firewall firewall) {
    return with(ipvs, firewall, Runtime.getRuntime().availableProcessors());
  }

  static LiveKernel with(IpvsClient ipvs, Firewall firewall, int processors) {
    return new LiveKernel(
        ipvs,
        firewall,
        new ConnectionTable(ConnectionTable.FILE),
        Modules.live(),
        new OthersMarks(LiveKernel::marksOfRouting),
        SettingFiles.live(),
        processors);
  }

  private static Set<MarkInUse> marksOfRouting() {
    try (RoutingClient client = RoutingClient.live()) {
      return client.marks();
    }
  }

  @Override
  public String label() {
    return "live";
  }

  @Override
  public Snapshot read() {
    return read(Progress.SILENT);
  }

  /** The firewall is read beside IPVS: with tens of thousands of services it takes as long. */
  @Override
  public Snapshot read(Progress progress) {
    return asked(
        () -> {
          Beside<FirewallState> beside = Beside.ask(settledFirewall()::read, processors);
          reading = Optional.of(beside);
          TreeMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
          Listing<ServiceEntry> entries = ipvs.entries(progress);
          entries.entries().forEach(entry -> services.put(entry.service().key(), entry));
          TreeMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
          Listing<SyncDaemon> running = ipvs.daemons();
          running.entries().forEach(daemon -> daemons.put(daemon.role(), daemon));
          leftOut = Stream.of(entries, running).flatMap(one -> one.leftOut().stream()).toList();
          Timeouts timeouts = ipvs.timeouts();
          NavigableMap<String, Setting> set = settings.read();
          FirewallState marks = beside.answer();
          return new Snapshot(
              services,
              marks.markRules(),
              marks.ownership(),
              timeouts,
              marks.lastMark(),
              daemons,
              set);
        });
  }

  /** Waits until the second thread is done with it, which may be on its way after Ctrl-C. */
  private Firewall settledFirewall() {
    reading.ifPresent(Beside::end);
    return firewall;
  }

  @Override
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    List<Outcome> outcomes = new ArrayList<>();
    for (List<Operation> run : runs(operations)) {
      int before = outcomes.size();
      progress.report(before, operations.size());
      try {
        outcomes.addAll(
            asked(
                () ->
                    attempt(
                        run, (done, all) -> progress.report(before + done, operations.size()))));
      } catch (KernelException unreachable) {
        if (outcomes.isEmpty()) {
          throw unreachable;
        }
        run.forEach(operation -> outcomes.add(Outcome.notTried(operation)));
      }
    }
    progress.report(operations.size(), operations.size());
    return outcomes;
  }

  private List<Outcome> attempt(List<Operation> run, Progress progress) {
    return switch (Store.of(run.get(0))) {
      case IPVS -> ipvs.apply(run, progress);
      case FIREWALL -> settledFirewall().apply(run, new Existing(ipvs)::has);
      case SETTINGS -> run.stream().map(this::set).toList();
    };
  }

  private Outcome set(Operation operation) {
    Setting setting = ((Operation.SetSetting) operation).setting();
    return settings
        .set(setting)
        .map(errno -> Outcome.refused(operation, errno))
        .orElseGet(() -> Outcome.done(operation));
  }

  /** What an operation goes to. */
  private enum Store {
    IPVS,
    FIREWALL,
    SETTINGS;

    static Store of(Operation operation) {
      if (operation.isSetting()) {
        return SETTINGS;
      }
      return operation.isFirewall() ? FIREWALL : IPVS;
    }
  }

  /** Consecutive operations that go to the same place. */
  private static List<List<Operation>> runs(List<Operation> operations) {
    List<List<Operation>> runs = new ArrayList<>();
    List<Operation> run = new ArrayList<>();
    for (Operation operation : operations) {
      if (!run.isEmpty() && Store.of(run.get(0)) != Store.of(operation)) {
        runs.add(run);
        run = new ArrayList<>();
      }
      run.add(operation);
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    return statistics(Progress.SILENT);
  }

  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics(Progress progress) {
    return asked(() -> ipvs.statistics(progress));
  }

  @Override
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return asked(() -> ipvs.zero(service));
  }

  @Override
  public void connections(Consumer<Connection> each) {
    connections.each(each);
  }

  @Override
  public Capabilities capabilities() {
    return LiveCapabilities.of(modules);
  }

  @Override
  public List<MarkInUse> marksOfOthers() {
    return asked(others::read);
  }

  @Override
  public boolean hasSourceNat() {
    return asked(sourceNat::isThere);
  }

  @Override
  public Optional<FirewallKind> firewall() {
    return Optional.of(firewall.kind());
  }

  @Override
  public List<String> leftOut() {
    return leftOut;
  }

  @Override
  public void close() {
    ipvs.close();
    settledFirewall().close();
  }

  /** What goes wrong below is told in the one way that users of a kernel know. */
  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (NetlinkException | FirewallMissingException failed) {
      throw new KernelException(failed.getMessage(), failed);
    }
  }

  /**
   * The services that IPVS has, listed once when the first is asked for. One that the listing lacks
   * is asked for itself.
   */
  private static final class Existing {
    private final IpvsClient ipvs;
    private Set<ServiceKey> keys;

    Existing(IpvsClient ipvs) {
      this.ipvs = ipvs;
    }

    boolean has(ServiceKey key) {
      if (keys == null) {
        keys = new HashSet<>();
        ipvs.services().entries().forEach(service -> keys.add(service.key()));
      }
      return keys.contains(key) || ipvs.has(key);
    }
  }
}
