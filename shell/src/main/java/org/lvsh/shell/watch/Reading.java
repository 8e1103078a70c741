package org.lvsh.shell.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What was found at one look.
 *
 * @param rows those that were looked for, in their order
 * @param found how many there are, with those that are not among the rows
 * @param entries how many entries the connection table has
 * @param services the names of all services
 * @param shares the servers of the services that are looked for
 * @param rates how fast it passes these services and their servers
 * @param missing what is missing, a sentence each
 * @param at when it was
 * @param took how long it took
 */
public record Reading(
    List<Row> rows,
    long found,
    long entries,
    List<String> services,
    List<Share> shares,
    List<RateRow> rates,
    List<String> missing,
    Instant at,
    Duration took) {
  public static final Reading NONE =
      new Reading(
          List.of(),
          0,
          0,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Instant.EPOCH,
          Duration.ZERO);

  public Reading {
    rows = List.copyOf(rows);
    services = List.copyOf(services);
    shares = List.copyOf(shares);
    rates = List.copyOf(rates);
    missing = List.copyOf(missing);
    Objects.requireNonNull(at);
    Objects.requireNonNull(took);
  }

  /** How many were found that are not among the rows. */
  public long leftOut() {
    return found - rows.size();
  }
}
