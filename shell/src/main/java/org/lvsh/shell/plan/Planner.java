package org.lvsh.shell.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceSpec;

/** Finds what must change for a kernel to have the desired state. */
public final class Planner {
  private final Snapshot kernel;
  private final Snapshot live;
  private final Desired desired;
  private final Map<Id, Group> groups = new TreeMap<>();
  private final Map<ServiceKey, String> liveNames;
  private final Map<String, String> staying;

  private Planner(Snapshot kernel, Snapshot live, Desired desired) {
    this.kernel = kernel;
    this.live = live;
    this.desired = desired;
    this.liveNames = ServiceNames.of(live);
    this.staying = staying(desired);
  }

  /**
   * The plan from one state to another; empty where they are alike.
   *
   * @param kernel what the kernel holds: what must be done is the difference to this
   * @param live the same under the names that services are known by, which the kernel may have lost
   * @param load what the servers carry; asked where the plan could touch somebody, and only then
   */
  public static Plan plan(Snapshot kernel, Snapshot live, Desired desired, Supplier<Load> load) {
    return plan(kernel, live, desired, load, Progress.SILENT);
  }

  /** The same, which says how far it is, entry by entry. */
  public static Plan plan(
      Snapshot kernel, Snapshot live, Desired desired, Supplier<Load> load, Progress progress) {
    return new Planner(kernel, live, desired).plan(load, progress);
  }

  /** The difference of two states as a plan that nobody asks for: whom it touches is not asked. */
  public static Plan between(Snapshot before, Snapshot after) {
    Load nobody = Load.unknown("nobody has asked");
    return plan(before, before, Desired.asItIs(before, after), () -> nobody).with(Impact.NONE);
  }

  /**
   * A service in both states: by the name it has afterwards, or by the one it had where it goes. A
   * name may pass from one that goes to another that stays.
   */
  private record Id(String name, boolean goes) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : Boolean.compare(other.goes, goes);
    }
  }

  /** What happens to one service, while it is collected. */
  private static final class Group {
    private final List<EntryChange> entries = new ArrayList<>();
    private final List<ServerChange> servers = new ArrayList<>();
    private final List<RuleChange> rules = new ArrayList<>();
    private boolean newOwnership;
    private boolean losesKey;
  }

  private Plan plan(Supplier<Load> load, Progress progress) {
    Set<ServiceKey> keys = new TreeSet<>(live.services().keySet());
    keys.addAll(desired.snapshot().services().keySet());
    int compared = 0;
    for (ServiceKey key : keys) {
      progress.report(compared++, keys.size());
      compareEntry(key);
    }
    progress.report(compared, compared);
    compareRules();
    compareOwnership();
    List<ServiceChange> changes = changes();
    DirectorChanges director = DirectorChanges.between(kernel, desired.snapshot());
    Sequence sequence =
        new Sequence(kernel, desired.snapshot(), changes, director, new Statements(desired));
    Consequences consequences =
        new Consequences(kernel, desired.snapshot(), sequence.operations(), sequence.causes());
    return new Plan(
        kernel,
        desired.snapshot(),
        changes,
        director,
        sequence.operations(),
        sequence.causes(),
        warnings(desired),
        consequences.impact(load));
  }

  private Group group(Id id) {
    return groups.computeIfAbsent(id, unseen -> new Group());
  }

  /** The service of a live name. */
  private Id before(String liveName) {
    String name = staying.get(liveName);
    return name == null ? new Id(liveName, true) : new Id(name, false);
  }

  private static Id after(String name) {
    return new Id(name, false);
  }

  /** The names that services have afterwards, by those the kernel holds them under. */
  private static Map<String, String> staying(Desired desired) {
    Map<String, String> staying = new HashMap<>();
    desired.services().values().forEach(spec -> staying.put(spec.liveName(), spec.name()));
    return staying;
  }

  private void compareEntry(ServiceKey key) {
    ServiceEntry before = live.services().get(key);
    ServiceEntry after = desired.snapshot().services().get(key);
    Optional<Id> had = Optional.ofNullable(liveNames.get(key)).map(this::before);
    Optional<Id> has = Optional.ofNullable(desired.names().get(key)).map(Planner::after);
    if (!had.equals(has)) {
      had.ifPresent(id -> group(id).losesKey = true);
      has.ifPresent(this::group);
    }
    if (Objects.equals(before, after)) {
      return;
    }
    Group group = group(has.or(() -> had).orElseThrow());
    Optional<ServiceEntry> old = Optional.ofNullable(before);
    Optional<ServiceEntry> made = Optional.ofNullable(after);
    EntryChange entry =
        new EntryChange(key, old.map(ServiceEntry::service), made.map(ServiceEntry::service));
    if (!entry.before().equals(entry.after())) {
      group.entries.add(entry);
    }
    compareServers(group, key, servers(old), servers(made));
  }

  private static Map<ServerKey, RealServer> servers(Optional<ServiceEntry> entry) {
    return entry.<Map<ServerKey, RealServer>>map(ServiceEntry::servers).orElse(Map.of());
  }

  private static void compareServers(
      Group group,
      ServiceKey key,
      Map<ServerKey, RealServer> before,
      Map<ServerKey, RealServer> after) {
    Set<ServerKey> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    for (ServerKey server : all) {
      Optional<RealServer> old = Optional.ofNullable(before.get(server));
      Optional<RealServer> made = Optional.ofNullable(after.get(server));
      if (!old.equals(made)) {
        group.servers.add(new ServerChange(key, old, made));
      }
    }
  }

  private void compareRules() {
    Map<Mark, String> before = markNames(live, liveNames);
    Map<Mark, String> after = markNames(desired.snapshot(), desired.names());
    for (MarkRule rule : live.markRules().values()) {
      if (!rule.equals(desired.snapshot().markRules().get(rule.match()))) {
        String name = before.get(rule.mark());
        Id id = name == null ? new Id(nameless(rule), true) : before(name);
        group(id).rules.add(new RuleChange(false, rule));
      }
    }
    for (MarkRule rule : desired.snapshot().markRules().values()) {
      if (!rule.equals(live.markRules().get(rule.match()))) {
        String name = after.getOrDefault(rule.mark(), nameless(rule));
        group(after(name)).rules.add(new RuleChange(true, rule));
      }
    }
  }

  /** A rule whose service has neither an entry nor a name is known by its mark. */
  private static String nameless(MarkRule rule) {
    return "mark-" + rule.mark();
  }

  /** The service of each mark, by entries or, where they are gone, by ownership. */
  private static Map<Mark, String> markNames(Snapshot snapshot, Map<ServiceKey, String> names) {
    Map<Mark, String> byMark = new TreeMap<>();
    for (Ownership ownership : snapshot.ownership().values()) {
      addMark(byMark, ownership.key(), ownership.name());
    }
    names.forEach((key, name) -> addMark(byMark, key, name));
    return byMark;
  }

  private static void addMark(Map<Mark, String> byMark, ServiceKey key, String name) {
    if (key instanceof ServiceKey.OnMark onMark) {
      byMark.putIfAbsent(onMark.mark(), name);
    }
  }

  private void compareOwnership() {
    for (Ownership ownership : desired.snapshot().ownership().values()) {
      if (!ownership.equals(kernel.ownership().get(ownership.key()))) {
        group(after(ownership.name())).newOwnership = true;
      }
    }
    for (Ownership ownership : kernel.ownership().values()) {
      if (!desired.snapshot().ownership().containsKey(ownership.key())) {
        group(before(ownership.name())).newOwnership = true;
      }
    }
  }

  private List<ServiceChange> changes() {
    Map<String, ServiceSpec> before = Decompiler.decompile(live);
    Map<String, ServiceSpec> after = Decompiler.decompile(desired.snapshot());
    List<ServiceChange> changes = new ArrayList<>();
    groups.forEach((id, group) -> changes.add(change(id, group, before, after)));
    return changes;
  }

  private ServiceChange change(
      Id id, Group group, Map<String, ServiceSpec> before, Map<String, ServiceSpec> after) {
    Optional<ServiceSpec> spec =
        Optional.ofNullable(id.goes() ? null : desired.services().get(id.name()));
    String formerly = spec.map(ServiceSpec::liveName).orElse(id.name());
    Optional<ServiceSpec> old = Optional.ofNullable(before.get(formerly));
    Optional<ServiceSpec> made = spec.map(there -> after.get(there.name()));
    return new ServiceChange(
        id.name(),
        kind(group, old, made),
        old,
        made,
        group.entries,
        group.servers,
        group.rules,
        group.newOwnership);
  }

  private static ChangeKind kind(
      Group group, Optional<ServiceSpec> before, Optional<ServiceSpec> after) {
    if (before.isEmpty()) {
      return after.isEmpty() ? ChangeKind.REMOVE : ChangeKind.ADD;
    }
    if (after.isEmpty()) {
      return ChangeKind.REMOVE;
    }
    return group.losesKey ? ChangeKind.REPLACE : ChangeKind.CHANGE;
  }

  private static List<Diagnostic> warnings(Desired desired) {
    return desired.diagnostics().stream().filter(diagnostic -> !diagnostic.isError()).toList();
  }
}
