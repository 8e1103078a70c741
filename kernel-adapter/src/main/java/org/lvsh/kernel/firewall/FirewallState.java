package org.lvsh.kernel.firewall;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;

/**
 * What a firewall holds for lvsh at one moment, in a fixed order.
 *
 * @param markRules by what they match; no two overlap
 * @param ownership by service
 * @param lastMark the automatic mark that was given last
 */
public record FirewallState(
    NavigableMap<MarkRule.Match, MarkRule> markRules,
    NavigableMap<ServiceKey, Ownership> ownership,
    Optional<Mark> lastMark) {

  public static final FirewallState EMPTY =
      new FirewallState(new TreeMap<>(), new TreeMap<>(), Optional.empty());

  public FirewallState {
    markRules = freeze(markRules);
    ownership = freeze(ownership);
    Objects.requireNonNull(lastMark);
  }

  private static <K extends Comparable<? super K>, V> NavigableMap<K, V> freeze(
      SortedMap<K, V> map) {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(map));
  }

  /**
   * Whether no packet and no name depends on it: there is nothing, or nothing but the last mark,
   * which outlives the services that had one.
   */
  public boolean isIdle() {
    return markRules.isEmpty() && ownership.isEmpty();
  }

  /** Whether there is nothing to hold. */
  public boolean isEmpty() {
    return markRules.isEmpty() && ownership.isEmpty() && lastMark.isEmpty();
  }
}
