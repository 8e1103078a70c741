package org.lvsh.kernel.model;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has passed a virtual service and each of its servers, in the order of their addresses. */
public record ServiceStatistics(
    Counters counters, NavigableMap<ServerKey, ServerStatistics> servers) {
  public ServiceStatistics {
    Objects.requireNonNull(counters);
    servers = frozen(servers);
  }

  private static NavigableMap<ServerKey, ServerStatistics> frozen(
      SortedMap<ServerKey, ServerStatistics> servers) {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(servers));
  }
}
