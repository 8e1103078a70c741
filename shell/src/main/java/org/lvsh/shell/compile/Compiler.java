package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * Makes of a candidate the state the kernel should have. What no statement has touched is taken
 * over entry by entry, so that nothing changes that nobody spoke of; only the mark rules of our own
 * are settled anew, since a narrower service takes ports out of a wider one's.
 */
public final class Compiler {
  private final Candidate candidate;
  private final Snapshot live;
  private final Environment environment;
  private final DrainedServers drained;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
  private final NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
  private final NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>();
  private final Map<ServiceKey, String> names = new TreeMap<>();

  private final Progress progress;

  private Compiler(Candidate candidate, Environment environment, Progress progress) {
    this.candidate = candidate;
    this.live = candidate.live();
    this.environment = environment;
    this.progress = progress;
    this.drained = new DrainedServers(live);
  }

  /** Compiles a candidate. Every mistake is among the diagnostics, nothing is thrown. */
  public static Desired compile(Candidate candidate, Environment environment) {
    return compile(candidate, environment, Progress.SILENT);
  }

  /** The same, which says how far it is, service by service. */
  public static Desired compile(Candidate candidate, Environment environment, Progress progress) {
    return new Compiler(candidate, environment, progress).desired();
  }

  private Desired desired() {
    MarkAssigner assigner = new MarkAssigner(live, environment, candidate.markRange());
    Map<String, Mark> marks =
        assigner.assign(candidate.services(), candidate::isTouched, diagnostics);
    Claims claims = new Claims(diagnostics);
    candidate.services().forEach(claims::add);
    Map<String, List<MarkRule.Match>> matches = claims.settle();
    Map<String, ServiceSpec> specs = new LinkedHashMap<>();
    Map<String, List<ServiceKey>> liveKeys = ServiceNames.keys(live);
    Map<Mark, List<MarkRule.Match>> liveMatches = liveMatches();
    int all = candidate.services().size();
    for (ServiceSpec service : candidate.services()) {
      progress.report(specs.size(), all);
      Optional<Mark> mark = Optional.ofNullable(marks.get(service.name()));
      specs.put(service.name(), service);
      addRules(matches.getOrDefault(service.name(), List.of()), mark);
      if (candidate.isTouched(service.name())) {
        addCompiled(service, mark);
      } else {
        liveKeys.getOrDefault(service.liveName(), List.of()).forEach(key -> keep(key, service));
        mark.filter(value -> service.target() instanceof Target.OnAddresses)
            .filter(value -> !claims.areToldOf(service.name()))
            .ifPresent(
                value ->
                    tellMoved(
                        service,
                        liveMatches.getOrDefault(value, List.of()),
                        matches.getOrDefault(service.name(), List.of())));
      }
    }
    progress.report(all, all);
    keepRemnants(new HashSet<>(marks.values()));
    checkPools();
    Snapshot snapshot =
        new Snapshot(
            services,
            rules,
            ownership,
            candidate.director().timeouts(),
            assigner.last(),
            daemons(),
            settings());
    checkFamilies(snapshot);
    checkSettings(snapshot);
    return new Desired(
        snapshot,
        specs,
        candidate.allowed(),
        candidate.director(),
        names,
        candidate.spokenOf(),
        diagnostics);
  }

  private void checkPools() {
    candidate.awaitedPools().stream()
        .map(pool -> Unknown.pool(pool, candidate.pools().keySet()))
        .forEach(diagnostics::add);
    Set<String> used = new HashSet<>();
    candidate.services().forEach(service -> service.pool().ifPresent(used::add));
    for (PoolSpec pool : candidate.pools().values()) {
      if (!used.contains(pool.name()) && !pool.origin().equals(Span.NONE)) {
        Diagnostic unused =
            Diagnostic.warning(
                Warning.POOL_UNUSED.code(),
                pool.origin(),
                "no service takes its servers from pool %s: the kernel will not know of it"
                    .formatted(pool.name()));
        diagnostics.add(unused.withHint("say 'pool %s' on a service".formatted(pool.name())));
      }
    }
  }

  /** A daemon that runs as it is asked for stays as it is. */
  private NavigableMap<SyncDaemon.Role, SyncDaemon> daemons() {
    NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>();
    candidate
        .director()
        .daemons()
        .forEach(
            (role, asked) -> {
              SyncDaemon there = live.daemons().get(role);
              daemons.put(role, there != null && asked.isMetBy(there) ? there : asked);
            });
    return daemons;
  }

  /** A setting that the kernel has as it is asked for stays as it is. */
  private NavigableMap<String, Setting> settings() {
    NavigableMap<String, Setting> settings = new TreeMap<>(candidate.director().settings());
    settings.replaceAll(
        (name, asked) -> {
          Setting there = live.settings().get(name);
          return there != null && asked.isMetBy(there) ? there : asked;
        });
    return settings;
  }

  /** One that comes with a scheduler is there when a service has loaded that. */
  private void checkSettings(Snapshot desired) {
    for (Setting setting : desired.settings().values()) {
      if (!live.settings().containsKey(setting.name())) {
        setting
            .known()
            .flatMap(KnownSetting::scheduler)
            .filter(scheduler -> !isUsed(scheduler, desired))
            .map(scheduler -> SettingCheck.withoutScheduler(setting, scheduler, said(setting)))
            .ifPresent(diagnostics::add);
      }
    }
  }

  private static boolean isUsed(String scheduler, Snapshot desired) {
    return desired.services().values().stream()
        .anyMatch(entry -> entry.service().scheduler().name().equals(scheduler));
  }

  private Span said(Setting setting) {
    return candidate.director().said().getOrDefault(DirectorSpec.called(setting), Span.NONE);
  }

  /** The kernel takes either of them only while the other is not there. */
  private void checkFamilies(Snapshot desired) {
    if (desired.daemons().isEmpty()) {
      return;
    }
    desired.services().values().stream()
        .filter(Compiler::isMixed)
        .map(entry -> names.get(entry.service().key()))
        .distinct()
        .forEach(name -> diagnostics.add(mixed(name)));
  }

  private static boolean isMixed(ServiceEntry entry) {
    AddressFamily family = entry.service().key().family();
    return entry.servers().keySet().stream()
        .anyMatch(server -> server.address().family() != family);
  }

  private Diagnostic mixed(String service) {
    Map<String, Span> said = candidate.director().said();
    Span span =
        Arrays.stream(SyncDaemon.Role.values())
            .flatMap(role -> Optional.ofNullable(said.get(DirectorSpec.called(role))).stream())
            .findFirst()
            .or(() -> Optional.ofNullable(candidate.touched().get(service)))
            .orElse(Span.NONE);
    String message =
        "service %s has a server of another address family, which the kernel does not take while a"
            + " sync daemon runs";
    return Diagnostic.error("sync-and-other-family", span, message.formatted(service))
        .withHint("leave one of them out: 'no sync master', 'no sync backup'");
  }

  private void addRules(List<MarkRule.Match> matches, Optional<Mark> mark) {
    for (MarkRule.Match match : matches) {
      mark.ifPresent(value -> rules.put(match, new MarkRule(match, value)));
    }
  }

  /** Nobody has spoken of the service, and still its rules are to change. */
  private void tellMoved(
      ServiceSpec service, List<MarkRule.Match> before, List<MarkRule.Match> now) {
    if (!Set.copyOf(before).equals(Set.copyOf(now))) {
      String message =
          "the mark rules of %s are not what its ports ask for, and change with this plan";
      diagnostics.add(
          Diagnostic.warning(
                  Warning.RULES_MOVED.code(), Span.NONE, message.formatted(service.name()))
              .withHint(
                  "a service inside its ports has come or gone, or somebody has changed its rules"));
    }
  }

  private Map<Mark, List<MarkRule.Match>> liveMatches() {
    return live.markRules().values().stream()
        .collect(
            Collectors.groupingBy(
                MarkRule::mark, Collectors.mapping(MarkRule::match, Collectors.toList())));
  }

  private void addCompiled(ServiceSpec service, Optional<Mark> mark) {
    EntryBuilder builder = new EntryBuilder(service, mark, environment.schedulers(), diagnostics);
    if (mark.isEmpty() && service.target().persistenceClass() == PersistenceClass.FIREWALL_MARK) {
      return;
    }
    for (ServiceEntry made : builder.entries()) {
      ServiceKey key = made.service().key();
      Drains drains = drained.of(service.liveName(), made);
      services.put(key, DrainedServers.drain(made, drains));
      names.put(key, service.name());
      service
          .source()
          .map(
              source ->
                  new Ownership(
                      key, service.name(), source, service.pool(), claim(service, key), drains))
          .ifPresent(owned -> ownership.put(key, owned));
    }
  }

  /** What was said of the packets, where the key alone cannot tell it. */
  private static Optional<Claim> claim(ServiceSpec service, ServiceKey key) {
    if (!(key instanceof ServiceKey.OnMark)
        || !(service.target() instanceof Target.OnAddresses on)) {
      return Optional.empty();
    }
    Claim.MarkSaid said =
        on.mark().fixed().isPresent()
            ? Claim.MarkSaid.FIXED
            : on.mark().wanted() ? Claim.MarkSaid.AUTOMATIC : Claim.MarkSaid.NOTHING;
    return Optional.of(new Claim(on.addresses(), on.protocols(), on.ports(), said));
  }

  private void keep(ServiceKey key, ServiceSpec service) {
    services.put(key, live.services().get(key));
    names.put(key, service.name());
    Optional.ofNullable(live.ownership().get(key))
        .or(() -> service.source().map(source -> new Ownership(key, service.name(), source)))
        .ifPresent(owned -> ownership.put(key, owned));
  }

  /**
   * Names and rules whose service somebody else has removed are left as they are, unless a
   * statement has spoken of them.
   */
  private void keepRemnants(Set<Mark> used) {
    Set<String> touched = candidate.touched().keySet();
    for (Ownership remnant : live.ownership().values()) {
      boolean gone = !live.services().containsKey(remnant.key());
      if (gone && !touched.contains(remnant.name())) {
        ownership.putIfAbsent(remnant.key(), remnant);
        if (remnant.key() instanceof ServiceKey.OnMark key && used.add(key.mark())) {
          keepRules(key.mark());
        }
      }
    }
  }

  private void keepRules(Mark mark) {
    for (MarkRule rule : live.markRules().values()) {
      if (rule.mark().equals(mark) && !isClaimed(rule.match())) {
        rules.put(rule.match(), rule);
      }
    }
  }

  /**
   * Whether a rule is for some of the same packets; no two of them overlap, and they are sorted.
   */
  private boolean isClaimed(MarkRule.Match match) {
    return Stream.of(
            Optional.ofNullable(rules.floorKey(match)),
            Optional.ofNullable(rules.ceilingKey(match)))
        .flatMap(Optional::stream)
        .anyMatch(match::overlaps);
  }
}
