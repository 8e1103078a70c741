package org.lvsh.shell.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * Puts some parts of a state of the past into the state there is. What others have made since is
 * left as it is.
 */
public final class Restoration {
  private final Snapshot past;
  private final Snapshot live;
  private final Touched parts;
  private final Set<ServiceKey> ours;
  private final NavigableMap<ServiceKey, ServiceEntry> services;
  private final NavigableMap<ServiceKey, Ownership> ownership;
  private final NavigableMap<MarkRule.Match, MarkRule> rules;
  private final Set<Mark> left = new TreeSet<>();
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
        Diagnostic.warning("others-came", Span.NONE, message.formatted(name, key))
            .withHint("remove it with the tool that made it, or 'adopt' it"));
  }

  private void restore(MarkRule.Match match) {
    Optional<MarkRule> was =
        Optional.ofNullable(past.markRules().get(match))
            .filter(rule -> !left.contains(rule.mark()))
            .filter(this::hasService);
    put(rules, match, was);
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

  /** A setting that one of the two kernels does not have stays as it is. */
  private NavigableMap<String, Setting> settings() {
    NavigableMap<String, Setting> settings = new TreeMap<>(live.settings());
    parts
        .settings()
        .forEach(
            name ->
                settings.computeIfPresent(
                    name, (same, is) -> past.settings().getOrDefault(same, is)));
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
