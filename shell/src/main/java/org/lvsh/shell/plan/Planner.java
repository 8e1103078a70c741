package org.lvsh.shell.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private final Snapshot live;
  private final Desired desired;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<ServiceKey, String> liveNames;
  private final Map<String, String> renames;

  private Planner(Snapshot live, Desired desired) {
    this.live = live;
    this.desired = desired;
    this.liveNames = ServiceNames.of(live);
    this.renames = renames(desired);
  }

  /** The plan from one state to another; empty where they are alike. */
  public static Plan plan(Snapshot live, Desired desired) {
    return new Planner(live, desired).plan();
  }

  /** What happens to the service of one name, while it is collected. */
  private static final class Group {
    private final List<EntryChange> entries = new ArrayList<>();
    private final List<ServerChange> servers = new ArrayList<>();
    private final List<RuleChange> rules = new ArrayList<>();
    private boolean newOwnership;
    private boolean losesKey;
    private boolean gainsKey;
  }

  private Plan plan() {
    Set<ServiceKey> keys = new TreeSet<>(live.services().keySet());
    keys.addAll(desired.snapshot().services().keySet());
    keys.forEach(this::compareEntry);
    compareRules();
    compareOwnership();
    List<ServiceChange> changes = changes();
    Sequence sequence = new Sequence(live, desired.snapshot(), changes);
    return new Plan(
        live,
        desired.snapshot(),
        changes,
        sequence.operations(),
        sequence.causes(),
        warnings(desired));
  }

  private Group group(String name) {
    return groups.computeIfAbsent(name, unseen -> new Group());
  }

  /** The name by which a change of an entry is shown: the new one where it has one. */
  private String name(ServiceKey key) {
    String after = desired.names().get(key);
    return after != null ? after : afterRename(liveNames.get(key));
  }

  /** The name that a live service has afterwards. */
  private String afterRename(String liveName) {
    return renames.getOrDefault(liveName, liveName);
  }

  private static Map<String, String> renames(Desired desired) {
    Map<String, String> renames = new HashMap<>();
    for (ServiceSpec service : desired.services().values()) {
      if (!service.liveName().equals(service.name())) {
        renames.put(service.liveName(), service.name());
      }
    }
    return renames;
  }

  private void compareEntry(ServiceKey key) {
    ServiceEntry before = live.services().get(key);
    ServiceEntry after = desired.snapshot().services().get(key);
    if (Objects.equals(before, after)) {
      return;
    }
    Group group = group(name(key));
    group.losesKey |= after == null;
    group.gainsKey |= before == null;
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
        ruleGroup(rule, after, before).rules.add(new RuleChange(false, rule));
      }
    }
    for (MarkRule rule : desired.snapshot().markRules().values()) {
      if (!rule.equals(live.markRules().get(rule.match()))) {
        ruleGroup(rule, after, before).rules.add(new RuleChange(true, rule));
      }
    }
  }

  private Group ruleGroup(MarkRule rule, Map<Mark, String> after, Map<Mark, String> before) {
    String name = after.get(rule.mark());
    if (name == null) {
      name = before.get(rule.mark());
    }
    return group(name == null ? "mark-" + rule.mark() : afterRename(name));
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
      if (!ownership.equals(live.ownership().get(ownership.key()))) {
        group(name(ownership.key())).newOwnership = true;
      }
    }
    for (Ownership ownership : live.ownership().values()) {
      if (!desired.snapshot().ownership().containsKey(ownership.key())) {
        group(afterRename(ownership.name())).newOwnership = true;
      }
    }
  }

  private List<ServiceChange> changes() {
    Map<String, ServiceSpec> before = Decompiler.decompile(live);
    Map<String, ServiceSpec> after = Decompiler.decompile(desired.snapshot());
    List<ServiceChange> changes = new ArrayList<>();
    new TreeMap<>(groups).forEach((name, group) -> changes.add(change(name, group, before, after)));
    return changes;
  }

  private ServiceChange change(
      String name, Group group, Map<String, ServiceSpec> before, Map<String, ServiceSpec> after) {
    Optional<ServiceSpec> made = Optional.ofNullable(after.get(name));
    String formerly =
        Optional.ofNullable(desired.services().get(name)).map(ServiceSpec::liveName).orElse(name);
    Optional<ServiceSpec> old = Optional.ofNullable(before.get(formerly));
    return new ServiceChange(
        name,
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
    return group.losesKey && group.gainsKey ? ChangeKind.REPLACE : ChangeKind.CHANGE;
  }

  private static List<Diagnostic> warnings(Desired desired) {
    return desired.diagnostics().stream().filter(diagnostic -> !diagnostic.isError()).toList();
  }
}
