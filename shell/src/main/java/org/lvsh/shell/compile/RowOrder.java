package org.lvsh.shell.compile;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.language.ast.Statement.Column;
import org.lvsh.language.ast.Statement.Sorting;

/**
 * In which order rows are shown: words by the alphabet, addresses and times from the lowest,
 * numbers from the highest; what is not known comes last. Rows that are alike keep the order that
 * they have where none is said.
 */
public final class RowOrder {
  private static final Comparator<Connection> BY_ADDRESS =
      Comparator.comparing(Connection::virtualAddress)
          .thenComparing(Connection::protocol)
          .thenComparing(Connection::virtualPort)
          .thenComparing(Connection::client)
          .thenComparing(Connection::clientPort)
          .thenComparing(Connection::server)
          .thenComparing(Connection::serverPort)
          .thenComparing(Connection::state)
          .thenComparing(Connection::engineData)
          .thenComparing(Connection::expires);

  private RowOrder() {}

  /** Of connections and templates. */
  public static Comparator<NamedConnection> ofEntries(Optional<Sorting> sorting) {
    Comparator<NamedConnection> usual =
        Comparator.comparing(NamedConnection::connection, BY_ADDRESS);
    return sorting.map(by -> ordered(by, entries(by.column())).thenComparing(usual)).orElse(usual);
  }

  private static Comparator<NamedConnection> entries(Column column) {
    return switch (column) {
      case CLIENT -> by(Connection::client).thenComparing(by(Connection::clientPort));
      case SERVICE -> lastWhereEmpty(NamedConnection::service);
      case VIRTUAL -> by(Connection::virtualAddress).thenComparing(by(Connection::virtualPort));
      case SERVER -> by(Connection::server).thenComparing(by(Connection::serverPort));
      case EXPIRES -> by(Connection::expires);
      case STATE -> by(Connection::state);
      case WEIGHT, CONNECTIONS, PACKETS, BYTES, ACTIVE, INACTIVE, PERSISTENT -> throw none(column);
    };
  }

  private static <C extends Comparable<? super C>> Comparator<NamedConnection> by(
      Function<Connection, C> cell) {
    return Comparator.comparing(named -> cell.apply(named.connection()));
  }

  private static <T> Comparator<T> lastWhereEmpty(Function<T, Optional<String>> cell) {
    return Comparator.comparing(
        row -> cell.apply(row).orElse(null), Comparator.nullsLast(Comparator.naturalOrder()));
  }

  /** Of real servers. */
  public static Comparator<NamedServer> ofServers(Sorting sorting) {
    Comparator<NamedServer> column =
        switch (sorting.column()) {
          case SERVICE -> Comparator.comparing(row -> row.service().name());
          case SERVER ->
              Comparator.<NamedServer, IpAddress>comparing(row -> row.server().address())
                  .thenComparing(row -> row.server().port().orElse(0));
          case WEIGHT ->
              Comparator.<NamedServer>comparingInt(row -> row.server().weightInForce()).reversed();
          case CLIENT,
              VIRTUAL,
              EXPIRES,
              STATE,
              CONNECTIONS,
              PACKETS,
              BYTES,
              ACTIVE,
              INACTIVE,
              PERSISTENT ->
              throw none(sorting.column());
        };
    return ordered(sorting, column);
  }

  /** What has passed services since they were made or zeroed; sorted are their servers, too. */
  public static List<ServiceTraffic> stats(List<ServiceTraffic> all, Sorting sorting) {
    return switch (sorting.column()) {
      case SERVICE -> byName(all, sorting);
      case CONNECTIONS -> sorted(all, sorting, counted(Counters::connections));
      case PACKETS ->
          sorted(all, sorting, counted(one -> one.incomingPackets() + one.outgoingPackets()));
      case BYTES -> sorted(all, sorting, counted(one -> one.incomingBytes() + one.outgoingBytes()));
      case ACTIVE -> sorted(all, sorting, had -> OptionalLong.of(had.activeConnections()));
      case INACTIVE -> sorted(all, sorting, had -> OptionalLong.of(had.inactiveConnections()));
      case PERSISTENT -> sorted(all, sorting, ServerStatistics::persistentConnections);
      case CLIENT, VIRTUAL, SERVER, EXPIRES, STATE, WEIGHT -> throw none(sorting.column());
    };
  }

  /** How fast it passes; sorted are their servers, too. */
  public static List<ServiceTraffic> rates(List<ServiceTraffic> all, Sorting sorting) {
    return switch (sorting.column()) {
      case SERVICE -> byName(all, sorting);
      case CONNECTIONS -> sorted(all, sorting, counted(Counters::connectionsPerSecond));
      case PACKETS ->
          sorted(
              all,
              sorting,
              counted(one -> one.incomingPacketsPerSecond() + one.outgoingPacketsPerSecond()));
      case BYTES ->
          sorted(
              all,
              sorting,
              counted(one -> one.incomingBytesPerSecond() + one.outgoingBytesPerSecond()));
      case CLIENT, VIRTUAL, SERVER, EXPIRES, STATE, WEIGHT, ACTIVE, INACTIVE, PERSISTENT ->
          throw none(sorting.column());
    };
  }

  private static Function<ServerStatistics, OptionalLong> counted(
      ToLongFunction<Counters> counter) {
    return had -> had.counters().stream().mapToLong(counter).findFirst();
  }

  private static List<ServiceTraffic> byName(List<ServiceTraffic> all, Sorting sorting) {
    return all.stream()
        .sorted(ordered(sorting, Comparator.comparing(ServiceTraffic::service)))
        .toList();
  }

  private static List<ServiceTraffic> sorted(
      List<ServiceTraffic> all, Sorting sorting, Function<ServerStatistics, OptionalLong> number) {
    Comparator<ServerStatistics> order =
        ordered(sorting, Comparator.comparing(number, RowOrder::highestFirst));
    return all.stream()
        .sorted(Comparator.comparing(ServiceTraffic::total, order))
        .map(one -> new ServiceTraffic(one.service(), one.total(), sorted(one.servers(), order)))
        .toList();
  }

  private static Map<String, ServerStatistics> sorted(
      Map<String, ServerStatistics> servers, Comparator<ServerStatistics> order) {
    Map<String, ServerStatistics> sorted = new LinkedHashMap<>();
    servers.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(order))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /** The kernel's 64 bits are a number without a sign. */
  private static int highestFirst(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    return Long.compareUnsigned(other.getAsLong(), one.getAsLong());
  }

  private static <T> Comparator<T> ordered(Sorting sorting, Comparator<T> order) {
    return sorting.reversed() ? order.reversed() : order;
  }

  private static IllegalArgumentException none(Column column) {
    return new IllegalArgumentException("nothing to sort by " + column);
  }
}
