package org.lvsh.shell.watch;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.model.ServerStatistics;

/**
 * What a server should get of a service by its weight, and what it has: of the clients of one
 * address family, for which the service is an entry of its own.
 *
 * @param weight empty where the service does not have the server any more
 * @param weights the sum of all servers of that entry
 * @param clients how many templates or connections lead to it
 * @param allClients to all servers of that entry
 */
public record Share(
    Place place,
    OptionalLong weight,
    long weights,
    long clients,
    long allClients,
    Optional<ServerStatistics> statistics) {
  public Share {
    Objects.requireNonNull(place);
    Objects.requireNonNull(weight);
    Objects.requireNonNull(statistics);
  }

  /** Of new clients, 0 to 1. */
  public double due() {
    return part(weight.orElse(0), weights);
  }

  /** Of the clients that are there, 0 to 1. */
  public double taken() {
    return part(clients, allClients);
  }

  private static double part(long some, long all) {
    return all == 0 ? 0 : (double) some / all;
  }
}
