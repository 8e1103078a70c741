package org.lvsh.shell.plan;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;
import org.lvsh.shell.compile.DirectorSpec;

/**
 * How a kernel has moved away from a state that was recorded: as a plan that leads from there to
 * what there is. It tells of what lvsh owns or has set, and of services of others that have come;
 * what others do to their own, and to what lvsh has never set, is no drift.
 */
public final class Drift {
  private Drift() {}

  /**
   * The difference; empty where there is none.
   *
   * @param recorded the state that the last apply led to
   * @param live what there is, under the names that services are known by
   * @param set what of the director as a whole lvsh has ever set, as {@link DirectorSpec} calls it
   */
  public static Plan between(Snapshot recorded, Snapshot live, Set<String> set) {
    Snapshot expected =
        new Snapshot(
            services(recorded, live),
            recorded.markRules(),
            recorded.ownership(),
            set.contains(DirectorSpec.TIMEOUTS) ? recorded.timeouts() : live.timeouts(),
            live.lastMark(),
            daemons(recorded, live, set),
            settings(recorded, live, set));
    return Planner.between(expected, live);
  }

  /** Those of others as they are now, where they still are. */
  private static NavigableMap<ServiceKey, ServiceEntry> services(Snapshot recorded, Snapshot live) {
    NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>(recorded.services());
    for (ServiceKey key : recorded.services().keySet()) {
      if (!recorded.ownership().containsKey(key)) {
        Restoration.put(services, key, Optional.ofNullable(live.services().get(key)));
      }
    }
    return services;
  }

  private static NavigableMap<Role, SyncDaemon> daemons(
      Snapshot recorded, Snapshot live, Set<String> set) {
    NavigableMap<Role, SyncDaemon> daemons = new TreeMap<>(live.daemons());
    for (Role role : Role.values()) {
      if (set.contains(DirectorSpec.called(role)) && !isMet(role, recorded, live)) {
        Restoration.put(daemons, role, Optional.ofNullable(recorded.daemons().get(role)));
      }
    }
    return daemons;
  }

  /** The kernel fills in what was not said of a daemon. */
  private static boolean isMet(Role role, Snapshot recorded, Snapshot live) {
    SyncDaemon asked = recorded.daemons().get(role);
    SyncDaemon there = live.daemons().get(role);
    return asked != null && there != null && asked.isMetBy(there);
  }

  /** The kernel moves some of them by itself. */
  private static NavigableMap<String, Setting> settings(
      Snapshot recorded, Snapshot live, Set<String> set) {
    NavigableMap<String, Setting> settings = new TreeMap<>(live.settings());
    settings.replaceAll(
        (name, is) -> {
          Setting asked = recorded.settings().getOrDefault(name, is);
          return set.contains(DirectorSpec.called(is)) && !asked.isMetBy(is) ? asked : is;
        });
    return settings;
  }
}
