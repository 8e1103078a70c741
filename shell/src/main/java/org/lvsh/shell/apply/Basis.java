package org.lvsh.shell.apply;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.Touched;

/**
 * What a plan rests on: the entries, servers, names, rules, sync daemons, timeouts and settings
 * that it touches. What others do to anything else does not matter to it.
 */
final class Basis implements Operation.Cases<Void> {
  private final Snapshot before;
  private final Set<ServiceKey> keys = new TreeSet<>();
  private final Set<MarkRule.Match> matches = new TreeSet<>();
  private final Set<SyncDaemon.Role> daemons = EnumSet.noneOf(SyncDaemon.Role.class);
  private final Set<String> settings = new TreeSet<>();
  private boolean timeouts;
  private boolean lastMark;

  Basis(Plan plan) {
    this(plan.basis(), plan.operations());
  }

  /** What some of a plan's operations rest on. */
  Basis(Snapshot before, List<Operation> operations) {
    this.before = before;
    operations.forEach(operation -> operation.accept(this));
  }

  /**
   * The same, and what others have made or taken away meanwhile of what has names or ports that
   * operations give. Where all names are lost, none is left to be kept.
   */
  Basis with(Given given, Snapshot now) {
    if (now.ownership().isEmpty()) {
      before.ownership().keySet().stream().filter(now.services()::containsKey).forEach(keys::add);
    }
    Touched changed = Touched.NOTHING.and(before, now);
    for (ServiceKey key : changed.keys()) {
      Optional<String> was = name(before, key);
      Optional<String> is = name(now, key);
      boolean named = !was.equals(is) && (given.isName(was) || given.isName(is));
      boolean comesOrGoes = before.services().containsKey(key) != now.services().containsKey(key);
      if (named || (comesOrGoes && given.marks(key))) {
        keys.add(key);
      }
    }
    changed.matches().stream().filter(given::isMarked).forEach(match -> addWhole(match, now));
    return this;
  }

  private static Optional<String> name(Snapshot state, ServiceKey key) {
    return Optional.ofNullable(state.ownership().get(key)).map(Ownership::name);
  }

  /** A rule with the services that it is and was for. */
  private void addWhole(MarkRule.Match match, Snapshot now) {
    matches.add(match);
    for (Snapshot state : List.of(before, now)) {
      MarkRule rule = state.markRules().get(match);
      if (rule != null) {
        keys.add(new ServiceKey.OnMark(match.address().family(), rule.mark()));
      }
    }
  }

  /** Chooses among what a plan rests on. */
  interface Choice {
    boolean takes(ServiceKey key);

    boolean takes(MarkRule.Match match);

    boolean takes(SyncDaemon.Role role);

    boolean takes(String setting);

    boolean takes(Timeouts wanted);
  }

  /** Some of what it rests on. */
  Basis only(Choice choice) {
    Basis some = new Basis(before, List.of());
    keys.stream().filter(choice::takes).forEach(some.keys::add);
    matches.stream().filter(choice::takes).forEach(some.matches::add);
    daemons.stream().filter(choice::takes).forEach(some.daemons::add);
    settings.stream().filter(choice::takes).forEach(some.settings::add);
    some.timeouts = timeouts && choice.takes(before.timeouts());
    return some;
  }

  /** Whether it rests on nothing at all. */
  boolean isEmpty() {
    return keys.isEmpty()
        && matches.isEmpty()
        && daemons.isEmpty()
        && settings.isEmpty()
        && !timeouts
        && !lastMark;
  }

  /** Whether somebody has changed any of it. */
  boolean hasMoved(Snapshot now) {
    return !holds(now) || (lastMark && !before.lastMark().equals(now.lastMark()));
  }

  /** Whether it is as it was; a mark that was given stays given, and does not count. */
  boolean holds(Snapshot now) {
    boolean moved =
        (timeouts && !before.timeouts().equals(now.timeouts()))
            || keys.stream().anyMatch(key -> hasMoved(key, now))
            || matches.stream().anyMatch(match -> hasMoved(match, now))
            || daemons.stream().anyMatch(role -> hasMoved(role, now))
            || settings.stream().anyMatch(name -> hasMoved(name, now));
    return !moved;
  }

  /** The state before, but for what a plan rests on: that is as it is in another one. */
  Snapshot seenIn(Snapshot other) {
    return laidOver(before, other);
  }

  /** One state, but for what the plan rests on: that is as it is in another one. */
  Snapshot laidOver(Snapshot ground, Snapshot other) {
    NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>(ground.services());
    NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>(ground.ownership());
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>(ground.markRules());
    NavigableMap<SyncDaemon.Role, SyncDaemon> running = new TreeMap<>(ground.daemons());
    NavigableMap<String, Setting> values = new TreeMap<>(ground.settings());
    for (ServiceKey key : keys) {
      take(key, other.services(), services);
      take(key, other.ownership(), ownership);
    }
    matches.forEach(match -> take(match, other.markRules(), rules));
    daemons.forEach(role -> take(role, other.daemons(), running));
    settings.stream()
        .filter(name -> !isMet(name, other, ground))
        .forEach(name -> takeSetting(name, other, values));
    return new Snapshot(
        services,
        rules,
        ownership,
        timeouts ? other.timeouts() : ground.timeouts(),
        lastMark ? other.lastMark() : ground.lastMark(),
        running,
        values);
  }

  private static boolean isMet(String setting, Snapshot asked, Snapshot there) {
    Optional<Setting> present = there.setting(setting);
    return present.isPresent()
        && asked.setting(setting).filter(one -> one.isMetBy(present.get())).isPresent();
  }

  private static void takeSetting(String name, Snapshot from, NavigableMap<String, Setting> into) {
    from.setting(name).ifPresentOrElse(is -> into.put(name, is), () -> into.remove(name));
  }

  private static <K, V> void take(K key, Map<K, V> from, Map<K, V> into) {
    V value = from.get(key);
    if (value == null) {
      into.remove(key);
    } else {
      into.put(key, value);
    }
  }

  private boolean hasMoved(ServiceKey key, Snapshot now) {
    return !Objects.equals(before.services().get(key), now.services().get(key))
        || !Objects.equals(before.ownership().get(key), now.ownership().get(key));
  }

  private boolean hasMoved(MarkRule.Match match, Snapshot now) {
    return !Objects.equals(before.markRules().get(match), now.markRules().get(match));
  }

  private boolean hasMoved(SyncDaemon.Role role, Snapshot now) {
    return !Objects.equals(before.daemons().get(role), now.daemons().get(role));
  }

  private boolean hasMoved(String setting, Snapshot now) {
    boolean nowhere =
        !before.settings().containsKey(setting) && !now.settings().containsKey(setting);
    return !nowhere && !isMet(setting, before, now);
  }

  @Override
  public Void addService(Operation.AddService operation) {
    keys.add(operation.service().key());
    return null;
  }

  @Override
  public Void changeService(Operation.ChangeService operation) {
    keys.add(operation.service().key());
    return null;
  }

  @Override
  public Void removeService(Operation.RemoveService operation) {
    keys.add(operation.key());
    return null;
  }

  @Override
  public Void addServer(Operation.AddServer operation) {
    keys.add(operation.service());
    return null;
  }

  @Override
  public Void changeServer(Operation.ChangeServer operation) {
    keys.add(operation.service());
    return null;
  }

  @Override
  public Void removeServer(Operation.RemoveServer operation) {
    keys.add(operation.service());
    return null;
  }

  /** A rule rests on the service that it sends packets to. */
  @Override
  public Void addMarkRule(Operation.AddMarkRule operation) {
    MarkRule rule = operation.rule();
    matches.add(rule.match());
    keys.add(new ServiceKey.OnMark(rule.match().address().family(), rule.mark()));
    return null;
  }

  @Override
  public Void removeMarkRule(Operation.RemoveMarkRule operation) {
    matches.add(operation.rule().match());
    return null;
  }

  @Override
  public Void setOwnership(Operation.SetOwnership operation) {
    keys.add(operation.ownership().key());
    return null;
  }

  @Override
  public Void clearOwnership(Operation.ClearOwnership operation) {
    keys.add(operation.key());
    return null;
  }

  @Override
  public Void setTimeouts(Operation.SetTimeouts operation) {
    timeouts = true;
    return null;
  }

  @Override
  public Void setLastMark(Operation.SetLastMark operation) {
    lastMark = true;
    return null;
  }

  @Override
  public Void setSetting(Operation.SetSetting operation) {
    settings.add(operation.setting().name());
    return null;
  }

  @Override
  public Void startDaemon(Operation.StartDaemon operation) {
    daemons.add(operation.daemon().role());
    return null;
  }

  @Override
  public Void stopDaemon(Operation.StopDaemon operation) {
    daemons.add(operation.role());
    return null;
  }
}
