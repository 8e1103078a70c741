package org.lvsh.shell.session;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.simulated.SimulatedKernel;

/**
 * A machine's kernel, with what else there is on a machine: others' marks, and a flush of rules.
 */
public class LiveLike implements Kernel {
  private Kernel kernel = SimulatedKernel.inMemory();
  private final List<MarkInUse> others = new ArrayList<>();
  private Optional<String> restriction = Optional.empty();
  private List<String> leftOut = List.of();
  private final List<Connection> connections = new ArrayList<>();
  private final NavigableMap<ServiceKey, ServiceStatistics> statistics = new TreeMap<>();
  private Optional<String> uncounted = Optional.empty();
  private boolean sourceNat;
  private final Set<String> missingSchedulers = new TreeSet<>();
  private int closed;

  /** Somebody runs {@code nft flush ruleset}. */
  public void flushRuleset() {
    Snapshot before = kernel.read();
    kernel = SimulatedKernel.inMemory();
    List<Operation> kept = new ArrayList<>();
    for (ServiceEntry entry : before.services().values()) {
      kept.add(new Operation.AddService(entry.service()));
      entry
          .servers()
          .values()
          .forEach(server -> kept.add(new Operation.AddServer(entry.service().key(), server)));
    }
    kernel.apply(kept, Progress.SILENT);
  }

  /** Somebody makes a rule that sets this mark. */
  public LiveLike setsElsewhere(Mark mark) {
    others.add(MarkInUse.of(mark.value()));
    return this;
  }

  /** It was built without a scheduler. */
  public LiveLike withoutScheduler(String name) {
    missingSchedulers.add(name);
    return this;
  }

  /** Somebody makes a rule of source NAT. */
  public LiveLike translatesSources() {
    sourceNat = true;
    return this;
  }

  /** Only root sees everything. */
  public LiveLike restricted(String why) {
    restriction = Optional.of(why);
    return this;
  }

  /** Somebody made what lvsh has no words for. */
  public LiveLike leavingOut(String what) {
    leftOut = List.of(what);
    return this;
  }

  /** Somebody's packets have come through. */
  public LiveLike with(Connection... entries) {
    connections.addAll(List.of(entries));
    return this;
  }

  /** The connection table holds these, and nothing else. */
  public LiveLike holding(List<Connection> entries) {
    connections.clear();
    connections.addAll(entries);
    return this;
  }

  /** Packets have been counted. */
  public LiveLike counting(ServiceKey service, ServiceStatistics counted) {
    statistics.put(service, counted);
    return this;
  }

  /** A server carries so much of a service. */
  public LiveLike carrying(
      ServiceKey service, ServerKey server, long active, long inactive, long templates) {
    NavigableMap<ServerKey, ServerStatistics> servers = new TreeMap<>();
    if (statistics.containsKey(service)) {
      servers.putAll(statistics.get(service).servers());
    }
    servers.put(server, new ServerStatistics(Counters.NONE, active, inactive, templates));
    return counting(service, new ServiceStatistics(Counters.NONE, servers));
  }

  /** What it has counted cannot be read. */
  public LiveLike uncounted(String why) {
    uncounted = Optional.of(why);
    return this;
  }

  /** How often it was let go. */
  public int closed() {
    return closed;
  }

  @Override
  public void close() {
    closed++;
  }

  @Override
  public String label() {
    return "live";
  }

  @Override
  public Snapshot read() {
    return kernel.read();
  }

  @Override
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    return kernel.apply(operations, progress);
  }

  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    uncounted.ifPresent(
        why -> {
          throw new KernelException(why);
        });
    NavigableMap<ServiceKey, ServiceStatistics> all = new TreeMap<>(kernel.statistics());
    statistics.forEach((service, counted) -> all.merge(service, counted, LiveLike::busy));
    return all;
  }

  /** The servers of which nothing is said are idle. */
  private static ServiceStatistics busy(ServiceStatistics idle, ServiceStatistics counted) {
    NavigableMap<ServerKey, ServerStatistics> servers = new TreeMap<>(idle.servers());
    servers.putAll(counted.servers());
    List<ServerKey> order = new ArrayList<>(idle.order());
    counted.order().stream().filter(server -> !order.contains(server)).forEach(order::add);
    return new ServiceStatistics(counted.counters(), servers, order);
  }

  @Override
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return kernel.zero(service);
  }

  @Override
  public void connections(Consumer<Connection> each) {
    connections.forEach(each);
  }

  @Override
  public Capabilities capabilities() {
    Capabilities all = kernel.capabilities();
    Set<String> schedulers = new TreeSet<>(all.schedulers());
    schedulers.removeAll(missingSchedulers);
    return new Capabilities(schedulers, all.persistenceEngines());
  }

  @Override
  public List<MarkInUse> marksOfOthers() {
    return List.copyOf(others);
  }

  @Override
  public boolean hasSourceNat() {
    return sourceNat;
  }

  @Override
  public Optional<FirewallKind> firewall() {
    return Optional.of(FirewallKind.NFTABLES);
  }

  @Override
  public Optional<String> restriction() {
    return restriction;
  }

  @Override
  public List<String> leftOut() {
    return leftOut;
  }
}
