package org.lvsh.kernel.simulated;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;

/**
 * The mark rules, the names of services and the last mark: what a live kernel holds in a table of
 * nftables. It knows nothing of IPVS, so a name stays when its service goes, until it is cleared.
 *
 * <p>Changes are in force at once and for good with {@link #commit}; {@link #rollBack} takes back
 * all since the last one. What to take back is written down change by change: copying the maps for
 * each transaction would make a long plan quadratic.
 */
final class FirewallTable {
  private final NavigableMap<MarkRule.Match, MarkRule> markRules = new TreeMap<>();
  private final NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>();
  private Optional<Mark> lastMark = Optional.empty();
  private final Deque<Runnable> undo = new ArrayDeque<>();

  /** EEXIST where one of the rules is for some of the same packets, or is the same. */
  Optional<Errno> addMarkRule(MarkRule rule) {
    if (overlaps(rule.match())) {
      return Optional.of(Errno.EEXIST);
    }
    put(markRules, rule.match(), rule);
    return Optional.empty();
  }

  /**
   * No two rules overlap and they are sorted, so whatever overlaps a match is next to it or has
   * another overlapping one between.
   */
  private boolean overlaps(MarkRule.Match match) {
    return Stream.of(
            Optional.ofNullable(markRules.floorKey(match)),
            Optional.ofNullable(markRules.ceilingKey(match)))
        .flatMap(Optional::stream)
        .anyMatch(match::overlaps);
  }

  /** ENOENT where no rule has this very match and this very mark. */
  Optional<Errno> removeMarkRule(MarkRule rule) {
    if (!rule.equals(markRules.get(rule.match()))) {
      return Optional.of(Errno.ENOENT);
    }
    remove(markRules, rule.match());
    return Optional.empty();
  }

  /** Always taken; whether the service is there is for the caller to find out. */
  void setOwnership(Ownership named) {
    put(ownership, named.key(), named);
  }

  /** ENOENT where the service has no name; that it is gone itself does not matter. */
  Optional<Errno> clearOwnership(ServiceKey key) {
    if (!ownership.containsKey(key)) {
      return Optional.of(Errno.ENOENT);
    }
    remove(ownership, key);
    return Optional.empty();
  }

  void setLastMark(Mark mark) {
    Optional<Mark> old = lastMark;
    lastMark = Optional.of(mark);
    undo.push(() -> lastMark = old);
  }

  void commit() {
    undo.clear();
  }

  void rollBack() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  private <K, V> void put(Map<K, V> map, K key, V value) {
    V old = map.put(key, value);
    undo.push(
        () -> {
          if (old == null) {
            map.remove(key);
          } else {
            map.put(key, old);
          }
        });
  }

  private <K, V> void remove(Map<K, V> map, K key) {
    V old = map.remove(key);
    undo.push(() -> map.put(key, old));
  }

  NavigableMap<MarkRule.Match, MarkRule> markRules() {
    return Collections.unmodifiableNavigableMap(markRules);
  }

  NavigableMap<ServiceKey, Ownership> ownership() {
    return Collections.unmodifiableNavigableMap(ownership);
  }

  Optional<Mark> lastMark() {
    return lastMark;
  }
}
