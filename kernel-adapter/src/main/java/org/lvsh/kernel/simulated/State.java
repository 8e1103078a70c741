package org.lvsh.kernel.simulated;

import java.util.Optional;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.snapshot.DamagedException;

/** What a simulated kernel holds: the stores that a live one has as well. Starts empty. */
final class State {
  private final IpvsTable ipvs = new IpvsTable();
  private final FirewallTable firewall = new FirewallTable();
  private final SettingTable settings = new SettingTable();

  /**
   * What a snapshot holds, put into an empty state through the same checks as an operation.
   *
   * @throws DamagedException where the kernel would have refused some of it
   */
  static State of(Snapshot snapshot) throws DamagedException {
    State state = new State();
    taken(state.ipvs.setTimeouts(snapshot.timeouts()), "timeouts");
    for (ServiceEntry entry : snapshot.services().values()) {
      state.add(entry);
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
    return state;
  }

  private void add(ServiceEntry entry) throws DamagedException {
    taken(ipvs.addService(entry.service()), entry.service().key());
    settings.load(entry.service().scheduler().name());
    for (RealServer server : entry.servers().values()) {
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
