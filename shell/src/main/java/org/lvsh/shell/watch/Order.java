package org.lvsh.shell.watch;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.language.ast.Statement;

/** What rows are put in order by. */
public enum Order {
  CLIENT,
  SERVICE,
  VIRTUAL,
  SERVER,
  STATE,
  LEFT,
  HOLD,
  CONNECTIONS,
  CONNECTION_RATE,
  PACKETS_IN,
  PACKETS_OUT,
  BYTES_IN,
  BYTES_OUT;

  private static final List<Order> OF_TEMPLATES =
      List.of(CLIENT, SERVICE, VIRTUAL, SERVER, STATE, LEFT, HOLD, CONNECTIONS);
  private static final List<Order> OF_CONNECTIONS =
      List.of(CLIENT, SERVICE, VIRTUAL, SERVER, STATE, LEFT);
  private static final List<Order> OF_RATES =
      List.of(SERVICE, SERVER, CONNECTION_RATE, PACKETS_IN, PACKETS_OUT, BYTES_IN, BYTES_OUT);

  /** So that rows that are alike stand where they stood. */
  private static final Comparator<Row> OTHERWISE =
      entries(
              Comparator.comparing(
                  TableEntry::connection,
                  Comparator.comparing(Connection::client)
                      .thenComparing(Connection::clientPort)
                      .thenComparing(Connection::protocol)
                      .thenComparing(Connection::virtualAddress)
                      .thenComparing(Connection::virtualPort)
                      .thenComparing(Connection::server)
                      .thenComparing(Connection::serverPort)))
          .thenComparing(row -> row.place().service())
          .thenComparing(row -> row.place().server());

  private static Comparator<Row> entries(Comparator<TableEntry> order) {
    return (one, other) ->
        one instanceof TableEntry entry && other instanceof TableEntry another
            ? order.compare(entry, another)
            : 0;
  }

  /** A counter of the kernel has no sign. */
  private static Comparator<Row> rates(ToLongFunction<Counters> rate) {
    return (one, other) ->
        one instanceof RateRow row && other instanceof RateRow another
            ? Long.compareUnsigned(
                rate.applyAsLong(row.counters()), rate.applyAsLong(another.counters()))
            : 0;
  }

  /** Those that make sense of a subject, in the order of its columns. */
  public static List<Order> of(Statement.WatchSubject subject) {
    return switch (subject) {
      case TEMPLATES, SERVICE -> OF_TEMPLATES;
      case CONNECTIONS -> OF_CONNECTIONS;
      case RATES -> OF_RATES;
    };
  }

  Comparator<Row> comparator(boolean descending) {
    Comparator<Row> comparator = comparator();
    return (descending ? comparator.reversed() : comparator).thenComparing(OTHERWISE);
  }

  private Comparator<Row> comparator() {
    return switch (this) {
      case CLIENT -> entries(Comparator.comparing(entry -> entry.connection().client()));
      case SERVICE -> Comparator.comparing(row -> row.place().service());
      case VIRTUAL ->
          entries(
              Comparator.<TableEntry, Integer>comparing(entry -> entry.connection().protocol())
                  .thenComparing(entry -> entry.connection().virtualAddress())
                  .thenComparing(entry -> entry.connection().virtualPort()));
      case SERVER ->
          entries(
                  Comparator.comparing(
                      TableEntry::connection,
                      Comparator.comparing(Connection::server)
                          .thenComparing(Connection::serverPort)))
              .thenComparing(row -> row.place().server());
      case STATE -> entries(Comparator.comparing(entry -> entry.connection().state()));
      case LEFT -> entries(Comparator.comparing(entry -> entry.connection().expires()));
      case HOLD -> entries(Comparator.comparing(TableEntry::hold));
      case CONNECTIONS -> entries(Comparator.comparing(TableEntry::connections));
      case CONNECTION_RATE -> rates(Counters::connectionsPerSecond);
      case PACKETS_IN -> rates(Counters::incomingPacketsPerSecond);
      case PACKETS_OUT -> rates(Counters::outgoingPacketsPerSecond);
      case BYTES_IN -> rates(Counters::incomingBytesPerSecond);
      case BYTES_OUT -> rates(Counters::outgoingBytesPerSecond);
    };
  }

  /** Whether it is known of an entry only when the whole table has been read. */
  boolean isKnownLate() {
    return this == HOLD || this == CONNECTIONS;
  }
}
