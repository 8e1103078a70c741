package org.lvsh.kernel.simulated;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.KernelState;
import org.lvsh.kernel.traffic.Marking;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.kernel.traffic.TrafficState;
import org.lvsh.kernel.traffic.Verdict;

/** What a simulated kernel holds: the stores that a live one has as well. Starts empty. */
final class State {
  private final SettingTable settings = new SettingTable();
  private final IpvsTable ipvs = new IpvsTable(settings);
  private final FirewallTable firewall = new FirewallTable();

  /**
   * What was kept of a kernel, put into an empty state through the same checks as an operation.
   *
   * @throws DamagedException where the kernel would have refused some of it, or its traffic
   *     contradicts it
   */
  static State of(KernelState kept) throws DamagedException {
    Snapshot snapshot = kept.snapshot();
    State state = new State();
    taken(state.ipvs.setTimeouts(snapshot.timeouts()), "timeouts");
    Map<ServiceKey, List<ServerKey>> orders = orders(kept.traffic());
    for (ServiceEntry entry : snapshot.services().values()) {
      state.add(entry, orders.getOrDefault(entry.service().key(), List.of()));
    }
    for (Setting setting : snapshot.settings().values()) {
      state.settings.loadFor(setting);
      taken(state.settings.set(setting), "setting " + setting);
    }
    for (MarkRule rule : snapshot.markRules().values()) {
      taken(state.firewall.addMarkRule(rule), rule);
    }
    for (SyncDaemon daemon : snapshot.daemons().values()) {
      taken(state.ipvs.startDaemon(daemon), "the " + daemon.role().word() + " sync daemon");
    }
    // Not through the operation, which wants the service to be there: a name may outlive it.
    snapshot.ownership().values().forEach(state.firewall::setOwnership);
    snapshot.lastMark().ifPresent(state.firewall::setLastMark);
    state.firewall.commit();
    state.restore(kept.traffic());
    return state;
  }

  private static Map<ServiceKey, List<ServerKey>> orders(TrafficState traffic) {
    Map<ServiceKey, List<ServerKey>> orders = new HashMap<>();
    traffic.services().forEach(service -> orders.put(service.key(), service.order()));
    return orders;
  }

  private void restore(TrafficState traffic) throws DamagedException {
    if (traffic.isNone()) {
      return;
    }
    try {
      ipvs.balancer().restore(traffic);
    } catch (IllegalArgumentException e) {
      throw new DamagedException("its traffic is not that of its services: " + e.getMessage(), e);
    }
  }

  /**
   * A service with its servers.
   *
   * @param order in which they were added; empty where in that of their keys
   */
  private void add(ServiceEntry entry, List<ServerKey> order) throws DamagedException {
    taken(ipvs.addService(entry.service()), entry.service().key());
    settings.load(entry.service().scheduler().name());
    Set<ServerKey> keys = order.isEmpty() ? entry.servers().keySet() : new LinkedHashSet<>(order);
    if (!order.isEmpty() && !keys.equals(entry.servers().keySet())) {
      throw new DamagedException("the order of other servers at " + entry.service().key());
    }
    for (ServerKey key : keys) {
      RealServer server = entry.servers().get(key);
      taken(
          ipvs.addServer(entry.service().key(), server),
          entry.service().key() + " " + server.key());
    }
  }

  private static void taken(Optional<Errno> refusal, Object what) throws DamagedException {
    if (refusal.isPresent()) {
      throw new DamagedException("the kernel would refuse " + what + ": " + refusal.get());
    }
  }

  IpvsTable ipvs() {
    return ipvs;
  }

  FirewallTable firewall() {
    return firewall;
  }

  SettingTable settings() {
    return settings;
  }

  /** A client's packet comes, marked by the rules. */
  Verdict arrive(Packet packet) {
    return ipvs.isBackupOnly()
        ? Verdict.NOT_BALANCED
        : ipvs.balancer()
            .arrive(packet, Marking.of(packet, firewall.markRules()), ipvs.trafficSettings());
  }

  /** All there is to keep. */
  KernelState kept() {
    return new KernelState(snapshot(), ipvs.balancer().state());
  }

  /** A copy that later changes do not touch. */
  Snapshot snapshot() {
    return new Snapshot(
        ipvs.entries(),
        firewall.markRules(),
        firewall.ownership(),
        ipvs.timeouts(),
        firewall.lastMark(),
        ipvs.daemons(),
        settings.all());
  }
}
