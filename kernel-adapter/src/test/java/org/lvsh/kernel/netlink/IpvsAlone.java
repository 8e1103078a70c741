package org.lvsh.kernel.netlink;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;

/** The client as a kernel without mark rules, names, settings and connections. */
record IpvsAlone(IpvsClient client) implements Kernel {
  @Override
  public String label() {
    return "ipvs";
  }

  @Override
  public Snapshot read() {
    TreeMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
    client.entries().entries().forEach(entry -> services.put(entry.service().key(), entry));
    TreeMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
    client.daemons().entries().forEach(daemon -> daemons.put(daemon.role(), daemon));
    return new Snapshot(
        services,
        new TreeMap<>(),
        new TreeMap<>(),
        client.timeouts(),
        Optional.empty(),
        daemons,
        new TreeMap<>());
  }

  @Override
  public List<Outcome> apply(List<Operation> operations, Progress progress) {
    return client.apply(operations, progress);
  }

  @Override
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    return client.statistics();
  }

  @Override
  public Optional<Errno> zero(Optional<ServiceKey> service) {
    return client.zero(service);
  }

  @Override
  public void connections(Consumer<Connection> each) {}

  @Override
  public Capabilities capabilities() {
    Set<String> schedulers = new TreeSet<>(Scheduler.KNOWN);
    schedulers.remove("twos"); // Debian's kernels are built without it.
    return new Capabilities(schedulers, Set.of("sip"));
  }
}
