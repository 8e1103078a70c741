package org.lvsh.kernel.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has passed a virtual service and each of its servers, in the order of their addresses.
 *
 * @param counters empty where they cannot be read
 * @param order the same servers in the order of the kernel's list, by which schedulers take turns
 *     and settle ties: the one added last comes first
 */
public record ServiceStatistics(
    Optional<Counters> counters,
    NavigableMap<ServerKey, ServerStatistics> servers,
    List<ServerKey> order) {
  public ServiceStatistics {
    Objects.requireNonNull(counters);
    servers = Collections.unmodifiableNavigableMap(new TreeMap<>(servers));
    order = List.copyOf(order);
    if (order.size() != servers.size() || !servers.keySet().containsAll(order)) {
      throw new IllegalArgumentException("not the order of its servers: " + order);
    }
  }

  /**
   * What a kernel lists.
   *
   * @param listed in the order of its list
   */
  public ServiceStatistics(Optional<Counters> counters, Map<ServerKey, ServerStatistics> listed) {
    this(counters, new TreeMap<>(listed), List.copyOf(listed.keySet()));
  }

  /** All that a kernel counts. */
  public ServiceStatistics(Counters counters, Map<ServerKey, ServerStatistics> listed) {
    this(Optional.of(counters), listed);
  }
}
