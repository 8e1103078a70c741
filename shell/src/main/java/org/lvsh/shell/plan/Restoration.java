package org.lvsh.shell.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * Puts some parts of a state of the past into the state there is. What others have made since is
 * left as it is.
 */
public final class Restoration {
  private static final String OTHERS_CAME = "others-came";
  private static final String REMOVE_OR_ADOPT =
      "remove it with the tool that made it, or 'adopt' it";

  private final Snapshot past;
  private final Snapshot live;
  private final Touched parts;
  private final Set<ServiceKey> ours;
  private final NavigableMap<ServiceKey, ServiceEntry> services;
  private final NavigableMap<ServiceKey, Ownership> ownership;
  private final NavigableMap<MarkRule.Match, MarkRule> rules;
  private final Set<Mark> left = new TreeSet<>();
  private final Map<IpAddress, List<ServiceKey.OnAddress>> newcomers;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * The state there would be.
   *
   * @param past where the parts are taken from
   * @param live what there is
   */
  public Restoration(Snapshot past, Snapshot live, Touched parts) {
    this(past, live, parts, Set.of());
  }

  /**
   * The same where an apply may have ended on the way.
   *
   * @param ours the entries that are not others', whether they have their names or not
   */
  public Restoration(Snapshot past, Snapshot live, Touched parts, Set<ServiceKey> ours) {
    this.ours = Set.copyOf(ours);
    this.past = past;
    this.live = live;
    this.parts = parts;
    services = new TreeMap<>(live.services());
    ownership = new TreeMap<>(live.ownership());
    rules = new TreeMap<>(live.markRules());
    parts.keys().forEach(this::restore);
    newcomers = newcomers();
    // First, for a piece of a rule that is put back may be one of these.
    parts.matches().forEach(rules::remove);
    parts.matches().forEach(this::restore);
  }

  /** What is worth knowing of it. */
  public List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** The state there would be. */
  public Snapshot snapshot() {
    return new Snapshot(
        services,
        rules,
        ownership,
        parts.timeouts() ? past.timeouts() : live.timeouts(),
        live.lastMark().or(past::lastMark),
        daemons(),
        settings());
  }

  /** An entry without a name is others': ours has one. */
  private void restore(ServiceKey key) {
    boolean others =
        services.containsKey(key) && !ownership.containsKey(key) && !ours.contains(key);
    boolean wasOurs = past.ownership().containsKey(key);
    if (others) {
      if (wasOurs) {
        leave(key);
      }
      return;
    }
    put(services, key, Optional.ofNullable(past.services().get(key)));
    // The past may have had a name without its service, which somebody had removed by hand.
    put(
        ownership,
        key,
        Optional.ofNullable(past.ownership().get(key)).filter(name -> services.containsKey(key)));
  }

  private void leave(ServiceKey key) {
    if (key instanceof ServiceKey.OnMark on) {
      left.add(on.mark());
    }
    String name = past.ownership().get(key).name();
    String message = "service %s is not put back: others have made a service on %s meanwhile";
    diagnostics.add(
        Diagnostic.warning(OTHERS_CAME, Span.NONE, message.formatted(name, key))
            .withHint(REMOVE_OR_ADOPT));
  }

  private void restore(MarkRule.Match match) {
    Optional<MarkRule> was =
        Optional.ofNullable(past.markRules().get(match))
            .filter(rule -> !left.contains(rule.mark()))
            .filter(this::hasService);
    NavigableSet<Integer> taken = was.isPresent() ? taken(match) : Collections.emptyNavigableSet();
    if (taken.isEmpty() || was.equals(Optional.ofNullable(live.markRules().get(match)))) {
      was.ifPresent(rule -> rules.put(match, rule));
    } else {
      putAround(taken, was.orElseThrow());
    }
  }

  /** Ports that others have made services on since: a mark would take their packets from them. */
  private NavigableSet<Integer> taken(MarkRule.Match match) {
    NavigableSet<Integer> taken = new TreeSet<>();
    for (ServiceKey.OnAddress other : newcomers.getOrDefault(match.address(), List.of())) {
      boolean inside = match.ports().contains(Ports.of(other.port()));
      if (inside && other.protocol() == match.protocol()) {
        taken.add(other.port());
      }
    }
    return taken;
  }

  private void putAround(NavigableSet<Integer> taken, MarkRule rule) {
    MarkRule.Match whole = rule.match();
    for (Ports left : whole.ports().without(taken.stream().map(Ports::of).toList())) {
      MarkRule.Match piece = new MarkRule.Match(whole.protocol(), whole.address(), left);
      rules.put(piece, new MarkRule(piece, rule.mark()));
    }
    String message =
        "mark %s on %s is put back without port %s: others have made a service meanwhile";
    String without = taken.stream().map(String::valueOf).collect(Collectors.joining(", "));
    diagnostics.add(
        Diagnostic.warning(
                OTHERS_CAME, Span.NONE, message.formatted(rule.mark(), rule.match(), without))
            .withHint(REMOVE_OR_ADOPT));
  }

  private Map<IpAddress, List<ServiceKey.OnAddress>> newcomers() {
    Map<IpAddress, List<ServiceKey.OnAddress>> all = new HashMap<>();
    for (ServiceKey key : services.keySet()) {
      if (key instanceof ServiceKey.OnAddress on
          && on.port() != 0
          && !past.services().containsKey(key)) {
        all.computeIfAbsent(on.address(), first -> new ArrayList<>()).add(on);
      }
    }
    return all;
  }

  private boolean hasService(MarkRule rule) {
    return services.containsKey(
        new ServiceKey.OnMark(rule.match().address().family(), rule.mark()));
  }

  private NavigableMap<SyncDaemon.Role, SyncDaemon> daemons() {
    NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>(live.daemons());
    parts
        .daemons()
        .forEach(role -> put(daemons, role, Optional.ofNullable(past.daemons().get(role))));
    return daemons;
  }

  /**
   * A setting that one of the two kernels does not have stays as it is, unless its scheduler brings
   * it.
   */
  private NavigableMap<String, Setting> settings() {
    NavigableMap<String, Setting> settings = new TreeMap<>(live.settings());
    parts
        .settings()
        .forEach(
            name -> settings.computeIfPresent(name, (same, is) -> past.setting(same).orElse(is)));
    return settings;
  }

  static <K, V> void put(NavigableMap<K, V> into, K key, Optional<V> value) {
    if (value.isPresent()) {
      into.put(key, value.get());
    } else {
      into.remove(key);
    }
  }
}
