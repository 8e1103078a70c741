package org.lvsh.shell.exchange.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.MachineNames;
import org.lvsh.shell.exchange.MadeUpNames;
import org.lvsh.shell.exchange.Narrowing;
import org.lvsh.shell.exchange.SchedulerSettings;
import org.lvsh.shell.exchange.SimilarServices;
import org.lvsh.shell.exchange.StatementLosses;
import org.lvsh.shell.exchange.netfilter.MarkFiles;
import org.lvsh.shell.exchange.netfilter.MarkedPackets;
import org.lvsh.shell.exchange.netfilter.MarkedServices;

/**
 * What a kernel holds: what lvsh made under its names, what others made under names that are made
 * up, with the packets of their marks where rules that are at hand say them. Settings are there
 * where they are not what the kernel starts with.
 */
public final class KernelImport {
  /** Whose a service is that an import has named. */
  private static final String NOBODY = "import";

  /** What the kernel calls it where a service has none ({@code ip_vs_add_service}). */
  private static final String NO_SCHEDULER = "none";

  private final Snapshot live;
  private final Findings findings = new Findings();

  private KernelImport(Snapshot live) {
    this.live = live;
  }

  /**
   * What a kernel holds.
   *
   * @param beside files that say what sets the marks of others
   */
  public static Imported of(Snapshot live, List<ForeignFile> beside, MachineNames names) {
    KernelImport made = new KernelImport(live);
    return made.imported(MarkFiles.read(beside, names, made.findings));
  }

  private Imported imported(MarkedPackets ofFiles) {
    Set<ServiceKey> foreign = new TreeSet<>(live.services().keySet());
    foreign.removeAll(live.ownership().keySet());
    NavigableMap<ServiceKey, ServiceEntry> services = limited(withoutOthersOwn(foreign));
    MarkedServices marked = new MarkedServices(services, foreign, with(ofFiles, foreign), findings);
    NavigableMap<ServiceKey, String> called = names(foreign, marked);
    NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>(live.ownership());
    foreign.forEach(
        key ->
            ownership.put(
                key,
                new Ownership(key, called.get(key), NOBODY, Optional.empty(), marked.claim(key))));
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>(live.markRules());
    rules.putAll(marked.rules());
    Snapshot state =
        withoutUnloaded(
            new Snapshot(
                services,
                rules,
                ownership,
                live.timeouts(),
                live.lastMark(),
                live.daemons(),
                changed(live.settings())));
    StatementLosses.ofFamilies(state).forEach(findings::remark);
    SimilarServices.tell(state, called, findings);
    return new Imported(
        state, called, findings.notCarried(), findings.remarks(), findings.errors());
  }

  /** What lvsh has no words for, or would take packets from where it is adopted, stays others'. */
  private NavigableMap<ServiceKey, ServiceEntry> withoutOthersOwn(Set<ServiceKey> foreign) {
    Map<IpAddress, List<MarkRule>> marked = new TreeMap<>();
    live.markRules()
        .values()
        .forEach(
            rule ->
                marked
                    .computeIfAbsent(rule.match().address(), first -> new ArrayList<>())
                    .add(rule));
    NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>(live.services());
    for (ServiceKey key : Set.copyOf(foreign)) {
      leftBecause(live.services().get(key).service(), marked)
          .ifPresent(
              why -> {
                findings.remark("%s is left to others: %s".formatted(key, why));
                services.remove(key);
              });
    }
    foreign.retainAll(services.keySet());
    return services;
  }

  private static Optional<String> leftBecause(
      VirtualService service, Map<IpAddress, List<MarkRule>> marked) {
    if (service.scheduler().name().equals(NO_SCHEDULER)) {
      return Optional.of("it has no scheduler, and passes its packets on to no server");
    }
    if (!(service.key() instanceof ServiceKey.OnAddress on)) {
      return Optional.empty();
    }
    if (on.port() == 0) {
      // The kernel keeps such a service, and passes it nothing.
      return service.persistence().isEmpty()
          ? Optional.of("on any port without persistence it gets no packet")
          : Optional.empty();
    }
    if (!on.address().isUnicast()) {
      return Optional.of("no client connects to that address");
    }
    MarkRule.Match packets = new MarkRule.Match(on.protocol(), on.address(), Ports.of(on.port()));
    return marked.getOrDefault(on.address(), List.of()).stream()
        .filter(rule -> rule.match().overlaps(packets))
        .findFirst()
        .map(
            rule ->
                "its packets get mark %s, and go to the service of that".formatted(rule.mark()));
  }

  private NavigableMap<ServiceKey, ServiceEntry> limited(
      NavigableMap<ServiceKey, ServiceEntry> services) {
    Narrowing narrowing = new Narrowing(live);
    NavigableMap<ServiceKey, ServiceEntry> limited = new TreeMap<>();
    services.forEach((key, entry) -> limited.put(key, narrowing.limited(entry)));
    narrowing.loseDrains();
    narrowing.lost().forEach(findings::remark);
    return limited;
  }

  /**
   * The rules of our own for marks of services that have no name: somebody has taken the names
   * away, or made the rules where lvsh makes them.
   */
  private MarkedPackets with(MarkedPackets ofFiles, Set<ServiceKey> foreign) {
    Set<Mark> marks = new HashSet<>();
    for (ServiceKey key : foreign) {
      if (key instanceof ServiceKey.OnMark on) {
        marks.add(on.mark());
      }
    }
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>(ofFiles.rules());
    Map<Mark, List<MarkedPackets.Said>> said = new TreeMap<>(ofFiles.said());
    for (MarkRule rule : live.markRules().values()) {
      rules.put(rule.match(), rule);
      if (marks.contains(rule.mark())) {
        List<MarkedPackets.Said> all = new ArrayList<>(said.getOrDefault(rule.mark(), List.of()));
        all.add(new MarkedPackets.Said(rule.match(), Span.NONE));
        said.put(rule.mark(), all);
      }
    }
    return new MarkedPackets(rules, said, ofFiles.doubtful());
  }

  private NavigableMap<ServiceKey, String> names(Set<ServiceKey> foreign, MarkedServices marked) {
    NavigableMap<ServiceKey, String> names = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    live.ownership().values().forEach(owned -> taken.add(owned.name()));
    for (ServiceKey key : live.services().keySet()) {
      if (live.ownership().containsKey(key)) {
        names.put(key, live.ownership().get(key).name());
      }
    }
    names.putAll(MadeUpNames.of(foreign, marked.examples(), marked.joined(), taken));
    if (!foreign.isEmpty()) {
      findings.remark("the names of the services that others made are made up from their ports");
    }
    return names;
  }

  private Snapshot withoutUnloaded(Snapshot state) {
    SchedulerSettings.lost(state).forEach(findings::remark);
    NavigableMap<String, Setting> settings = new TreeMap<>(state.settings());
    settings.values().removeIf(setting -> !SchedulerSettings.isSayable(setting, state));
    return state.withSettings(settings);
  }

  private static NavigableMap<String, Setting> changed(NavigableMap<String, Setting> settings) {
    NavigableMap<String, Setting> changed = new TreeMap<>();
    settings.forEach(
        (name, setting) ->
            setting
                .known()
                .flatMap(KnownSetting::first)
                .filter(first -> !first.equals(setting))
                .ifPresent(first -> changed.put(name, setting)));
    return changed;
  }
}
