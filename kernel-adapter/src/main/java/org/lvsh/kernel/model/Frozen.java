package org.lvsh.kernel.model;

import com.google.common.collect.ForwardingNavigableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;

/**
 * A sorted map that cannot change, so that nobody copies it again. A large one finds by hash: a
 * plan asks for each of a director's services a dozen times, and a search that compares addresses
 * took most of its time.
 */
final class Frozen<K extends Comparable<? super K>, V> extends ForwardingNavigableMap<K, V> {
  private static final int LARGE = 16;

  private final ImmutableSortedMap<K, V> sorted;
  private final Map<K, V> found;

  private Frozen(ImmutableSortedMap<K, V> sorted) {
    this.sorted = sorted;
    this.found = sorted.size() < LARGE ? sorted : new HashMap<>(sorted);
  }

  /** A copy, or the same map where it is one of these. */
  @SuppressWarnings("unchecked") // It cannot change, and its keys are in their natural order.
  static <K extends Comparable<? super K>, V> NavigableMap<K, V> of(SortedMap<K, V> map) {
    if (map instanceof Frozen) {
      return (Frozen<K, V>) map;
    }
    return new Frozen<>(ImmutableSortedMap.copyOf(map));
  }

  @Override
  protected NavigableMap<K, V> delegate() {
    return sorted;
  }

  @Override
  public V get(Object key) {
    return found.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return found.containsKey(key);
  }
}
