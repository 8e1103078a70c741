package org.lvsh.kernel.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a real server has had of one virtual service, and what it has now.
 *
 * @param counters empty where they cannot be read
 * @param activeConnections connections of TCP or SCTP that are established; up to 2^32-1 like the
 *     next two
 * @param inactiveConnections connections in any other state, and all of UDP
 * @param persistentConnections templates, by which clients come back to the server; empty where
 *     their number cannot be read
 */
public record ServerStatistics(
    Optional<Counters> counters,
    long activeConnections,
    long inactiveConnections,
    OptionalLong persistentConnections) {
  public static final ServerStatistics NONE = new ServerStatistics(Counters.NONE, 0, 0, 0);

  public ServerStatistics {
    Objects.requireNonNull(counters);
    Objects.requireNonNull(persistentConnections);
  }

  /** All that the kernel counts. */
  public ServerStatistics(
      Counters counters,
      long activeConnections,
      long inactiveConnections,
      long persistentConnections) {
    this(
        Optional.of(counters),
        activeConnections,
        inactiveConnections,
        OptionalLong.of(persistentConnections));
  }

  /** What is known without counters: the numbers of connections. */
  public static ServerStatistics ofConnections(long active, long inactive) {
    return new ServerStatistics(Optional.empty(), active, inactive, OptionalLong.empty());
  }
}
