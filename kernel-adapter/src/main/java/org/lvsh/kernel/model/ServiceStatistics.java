package org.lvsh.kernel.model;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has passed a virtual service and each of its servers, in the order of their addresses.
 *
 * @param counters empty where they cannot be read
 */
public record ServiceStatistics(
    Optional<Counters> counters, NavigableMap<ServerKey, ServerStatistics> servers) {
  public ServiceStatistics {
    Objects.requireNonNull(counters);
    servers = frozen(servers);
  }

  /** All that the kernel counts. */
  public ServiceStatistics(Counters counters, NavigableMap<ServerKey, ServerStatistics> servers) {
    this(Optional.of(counters), servers);
  }

  private static NavigableMap<ServerKey, ServerStatistics> frozen(
      SortedMap<ServerKey, ServerStatistics> servers) {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(servers));
  }
}
