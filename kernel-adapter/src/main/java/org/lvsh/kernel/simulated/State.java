package org.lvsh.kernel.simulated;

import org.lvsh.kernel.model.Snapshot;

/** What a simulated kernel holds: the two stores that a live one has as well. Starts empty. */
final class State {
  private final IpvsTable ipvs = new IpvsTable();
  private final FirewallTable firewall = new FirewallTable();

  IpvsTable ipvs() {
    return ipvs;
  }

  FirewallTable firewall() {
    return firewall;
  }

  /** A copy that later changes do not touch. */
  Snapshot snapshot() {
    return new Snapshot(
        ipvs.entries(),
        firewall.markRules(),
        firewall.ownership(),
        ipvs.timeouts(),
        firewall.lastMark());
  }
}
