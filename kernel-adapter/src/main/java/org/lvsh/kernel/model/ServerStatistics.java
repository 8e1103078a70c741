package org.lvsh.kernel.model;

import java.util.Objects;

/**
 * What a real server has had of one virtual service, and what it has now.
 *
 * @param activeConnections connections of TCP or SCTP that are established; up to 2^32-1 like the
 *     next two
 * @param inactiveConnections connections in any other state, and all of UDP
 * @param persistentConnections templates, by which clients come back to the server
 */
public record ServerStatistics(
    Counters counters,
    long activeConnections,
    long inactiveConnections,
    long persistentConnections) {
  public static final ServerStatistics NONE = new ServerStatistics(Counters.NONE, 0, 0, 0);

  public ServerStatistics {
    Objects.requireNonNull(counters);
  }
}
