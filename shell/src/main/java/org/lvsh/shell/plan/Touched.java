package org.lvsh.shell.plan;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;

/**
 * The parts of a kernel's state that some applies have changed: entries with their servers and
 * names, mark rules, timeouts, sync daemons and settings.
 *
 * @param keys of entries, in order
 * @param settings by name, in order
 */
public record Touched(
    Set<ServiceKey> keys,
    Set<MarkRule.Match> matches,
    boolean timeouts,
    Set<SyncDaemon.Role> daemons,
    Set<String> settings) {
  /** Nothing. */
  public static final Touched NOTHING = new Touched(Set.of(), Set.of(), false, Set.of(), Set.of());

  public Touched {
    keys = Collections.unmodifiableSet(new TreeSet<>(keys));
    matches = Collections.unmodifiableSet(new TreeSet<>(matches));
    daemons = Set.copyOf(daemons);
    settings = Collections.unmodifiableSet(new TreeSet<>(settings));
  }

  /** The same, and all in which two states differ. */
  public Touched and(Snapshot before, Snapshot after) {
    Set<ServiceKey> allKeys = new TreeSet<>(keys);
    addDifferent(before.services(), after.services(), allKeys);
    addDifferent(before.ownership(), after.ownership(), allKeys);
    Set<MarkRule.Match> allMatches = new TreeSet<>(matches);
    addDifferent(before.markRules(), after.markRules(), allMatches);
    Set<SyncDaemon.Role> allDaemons = EnumSet.noneOf(SyncDaemon.Role.class);
    allDaemons.addAll(daemons);
    addDifferent(before.daemons(), after.daemons(), allDaemons);
    Set<String> allSettings = new TreeSet<>(settings);
    addDifferent(before.settings(), after.settings(), allSettings);
    allSettings.removeIf(
        name -> !settings.contains(name) && before.setting(name).equals(after.setting(name)));
    return new Touched(
        allKeys,
        allMatches,
        timeouts || !before.timeouts().equals(after.timeouts()),
        allDaemons,
        allSettings);
  }

  private static <K, V> void addDifferent(
      NavigableMap<K, V> before, NavigableMap<K, V> after, Set<K> different) {
    Set<K> all = new HashSet<>(before.keySet());
    all.addAll(after.keySet());
    all.stream()
        .filter(key -> !Objects.equals(before.get(key), after.get(key)))
        .forEach(different::add);
  }
}
