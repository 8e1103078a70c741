package org.lvsh.shell.apply;

import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.plan.LostNames;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.Planner;

/**
 * How to go on where a plan was cut short. What was done of it is not guessed from where it stood:
 * whatever it touches is compared in the kernel, in the state before and in the one that it leads
 * to. So it does not matter either whether a recovery was cut short itself.
 */
public final class Recovery {
  private final Plan plan;
  private final Snapshot now;
  private final Snapshot whole;
  private final Basis touched;
  private final Snapshot target;

  /**
   * The recovery of a plan.
   *
   * @param now what the kernel holds
   */
  public Recovery(Plan plan, Snapshot now) {
    this(plan, now, plan.basis());
  }

  /**
   * The same where the packet filter had lost names before.
   *
   * @param whole the state before, with these names
   */
  public Recovery(Plan plan, Snapshot now, Snapshot whole) {
    this.plan = plan;
    this.now = now;
    this.whole = whole;
    this.touched = new Basis(plan);
    this.target = asKept(plan.target());
  }

  /** A daemon that runs as it was asked for is the one that was asked for. */
  private Snapshot asKept(Snapshot asked) {
    NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>(asked.daemons());
    daemons.replaceAll(
        (role, daemon) -> {
          SyncDaemon there = now.daemons().get(role);
          return there != null && daemon.isMetBy(there) ? there : daemon;
        });
    return new Snapshot(
        asked.services(),
        asked.markRules(),
        asked.ownership(),
        asked.timeouts(),
        asked.lastMark(),
        daemons,
        asked.settings());
  }

  /** What is left to do. */
  public Plan toFinish() {
    return Planner.between(now, touched.laidOver(now, target));
  }

  /**
   * What must be done for everything to be as before; a mark that was given stays given, and names
   * that were brought back stay.
   */
  public Plan back() {
    boolean broughtBack = !whole.equals(plan.basis()) && !now.ownership().isEmpty();
    Snapshot before =
        broughtBack
            ? LostNames.putBack(touched.laidOver(now, whole), whole)
            : touched.laidOver(now, plan.basis());
    return Planner.between(
        now,
        new Snapshot(
            before.services(),
            before.markRules(),
            before.ownership(),
            before.timeouts(),
            now.lastMark(),
            before.daemons(),
            before.settings()));
  }

  /** How many operations of the plan are done, as far as they can be told apart. */
  public int done() {
    int left = toFinish().operations().size();
    return Math.max(0, plan.operations().size() - left);
  }

  /**
   * What others have made of it meanwhile: what is neither as it was before nor as it would be.
   * Neither way leads past that.
   *
   * @return empty where there is nothing
   */
  public Optional<Applied.Moved> moved() {
    Basis strange = touched.only(new Strange());
    return strange.isEmpty()
        ? Optional.empty()
        : Optional.of(new Applied.Moved(strange.seenIn(now)));
  }

  /** What is in neither of the two states. */
  private final class Strange implements Basis.Choice {
    @Override
    public boolean takes(ServiceKey key) {
      return !isBetween(key);
    }

    @Override
    public boolean takes(MarkRule.Match match) {
      return !isBetween(match);
    }

    @Override
    public boolean takes(SyncDaemon.Role role) {
      return !isBetween(role);
    }

    @Override
    public boolean takes(String setting) {
      return !isBetween(setting);
    }

    @Override
    public boolean takes(Timeouts before) {
      return !isOne(before, target.timeouts(), now.timeouts());
    }
  }

  private static boolean isOne(Object before, Object after, Object present) {
    return Objects.equals(present, before) || Objects.equals(present, after);
  }

  private boolean isBetween(ServiceKey key) {
    Ownership name = now.ownership().get(key);
    boolean isKnown =
        isOne(plan.basis().ownership().get(key), target.ownership().get(key), name)
            || Objects.equals(name, whole.ownership().get(key));
    return isKnown && isBetween(entry(plan.basis(), key), entry(target, key), entry(now, key));
  }

  private static Optional<ServiceEntry> entry(Snapshot snapshot, ServiceKey key) {
    return Optional.ofNullable(snapshot.services().get(key));
  }

  /** An entry that comes or goes may have some of its servers. */
  private static boolean isBetween(
      Optional<ServiceEntry> before, Optional<ServiceEntry> after, Optional<ServiceEntry> present) {
    if (present.isEmpty()) {
      return before.isEmpty() || after.isEmpty();
    }
    ServiceEntry entry = present.get();
    boolean same =
        isOne(
            before.map(ServiceEntry::service),
            after.map(ServiceEntry::service),
            Optional.of(entry.service()));
    NavigableMap<ServerKey, RealServer> all = new TreeMap<>(entry.servers());
    before.ifPresent(one -> all.putAll(one.servers()));
    after.ifPresent(one -> all.putAll(one.servers()));
    return same
        && all.keySet().stream()
            .allMatch(key -> isOne(server(before, key), server(after, key), server(present, key)));
  }

  private static Optional<RealServer> server(Optional<ServiceEntry> entry, ServerKey key) {
    return entry.map(one -> one.servers().get(key));
  }

  private boolean isBetween(MarkRule.Match match) {
    MarkRule rule = now.markRules().get(match);
    return isOne(plan.basis().markRules().get(match), target.markRules().get(match), rule)
        || Objects.equals(rule, whole.markRules().get(match));
  }

  /** One that is started anew is stopped for a moment. */
  private boolean isBetween(SyncDaemon.Role role) {
    SyncDaemon present = now.daemons().get(role);
    return present == null
        || isOne(plan.basis().daemons().get(role), target.daemons().get(role), present);
  }

  private boolean isBetween(String name) {
    Optional<Setting> present = now.setting(name);
    return isMet(plan.basis().setting(name), present) || isMet(target.setting(name), present);
  }

  private static boolean isMet(Optional<Setting> asked, Optional<Setting> present) {
    return asked.equals(present)
        || (present.isPresent() && asked.filter(one -> one.isMetBy(present.get())).isPresent());
  }
}
