package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.compile.NamedConnection;
import org.lvsh.shell.compile.ServiceTraffic;

/** Counters, rates, connections and templates as tables. A dash stands for what is not known. */
public final class TrafficTableView implements TrafficView {
  private static final String NONE = "-";
  private static final String ALL_SERVERS = "(all)";
  private static final String NO_SERVICE = "(none)";
  private static final int FIRST_NUMBER = 2;
  private static final List<ToLongFunction<Counters>> COUNTED =
      List.of(
          Counters::connections,
          Counters::incomingPackets,
          Counters::outgoingPackets,
          Counters::incomingBytes,
          Counters::outgoingBytes);
  private static final List<ToLongFunction<Counters>> RATES =
      List.of(
          Counters::connectionsPerSecond,
          Counters::incomingPacketsPerSecond,
          Counters::outgoingPacketsPerSecond,
          Counters::incomingBytesPerSecond,
          Counters::outgoingBytesPerSecond);

  @Override
  public List<Line> stats(List<ServiceTraffic> services) {
    TextTable table =
        TextTable.withNumbersFrom(
            FIRST_NUMBER,
            "SERVICE",
            "SERVER",
            "CONNECTIONS",
            "PACKETS-IN",
            "PACKETS-OUT",
            "BYTES-IN",
            "BYTES-OUT",
            "ACTIVE",
            "INACTIVE",
            "PERSISTENT");
    return rows(services, table, TrafficTableView::stats);
  }

  @Override
  public List<Line> rates(List<ServiceTraffic> services) {
    TextTable table =
        TextTable.withNumbersFrom(
            FIRST_NUMBER,
            "SERVICE",
            "SERVER",
            "CONNECTIONS/S",
            "PACKETS-IN/S",
            "PACKETS-OUT/S",
            "BYTES-IN/S",
            "BYTES-OUT/S");
    return rows(services, table, TrafficTableView::rates);
  }

  private static List<Line> rows(
      List<ServiceTraffic> services,
      TextTable table,
      Function<ServerStatistics, Stream<String>> numbers) {
    if (services.isEmpty()) {
      return nothing("no services");
    }
    for (ServiceTraffic service : services) {
      table.add(row(service.service(), ALL_SERVERS, numbers.apply(service.total())));
      service
          .servers()
          .forEach((server, had) -> table.add(row(service.service(), server, numbers.apply(had))));
    }
    return table.lines();
  }

  private static String[] row(String service, String server, Stream<String> numbers) {
    return Stream.concat(Stream.of(service, server), numbers).toArray(String[]::new);
  }

  private static Stream<String> stats(ServerStatistics had) {
    return Stream.of(
            numbers(had.counters(), COUNTED),
            Stream.of(had.activeConnections(), had.inactiveConnections()).map(String::valueOf),
            Stream.of(persistent(had)))
        .flatMap(Function.identity());
  }

  private static String persistent(ServerStatistics had) {
    return had.persistentConnections().isPresent()
        ? Long.toString(had.persistentConnections().getAsLong())
        : NONE;
  }

  private static Stream<String> rates(ServerStatistics had) {
    return numbers(had.counters(), RATES);
  }

  private static Stream<String> numbers(
      Optional<Counters> counters, List<ToLongFunction<Counters>> which) {
    return which.stream()
        .map(
            number ->
                counters
                    .map(counted -> Long.toUnsignedString(number.applyAsLong(counted)))
                    .orElse(NONE));
  }

  @Override
  public Stream<Line> connections(List<NamedConnection> connections) {
    return connections.isEmpty()
        ? nothing("no connections").stream()
        : TextTable.lines(
            List.of("PROTOCOL", "CLIENT", "VIRTUAL", "SERVER", "STATE", "EXPIRES", "SERVICE"),
            connections,
            TrafficTableView::connection);
  }

  private static List<String> connection(NamedConnection named) {
    Connection connection = named.connection();
    return List.of(
        TrafficWords.protocol(connection),
        TrafficWords.client(connection),
        TrafficWords.virtual(connection),
        TrafficWords.server(connection),
        connection.state(),
        expires(connection),
        named.service().orElse(NO_SERVICE));
  }

  /** The column of the persistence engine is there where a template has something of one. */
  @Override
  public Stream<Line> templates(List<NamedConnection> templates) {
    if (templates.isEmpty()) {
      return nothing("no templates").stream();
    }
    List<String> headings =
        new ArrayList<>(List.of("CLIENT", "SERVICE", "ON", "SERVER", "EXPIRES", "STATE"));
    boolean engines = templates.stream().anyMatch(one -> !engine(one).isEmpty());
    if (engines) {
      headings.add("ENGINE");
    }
    return TextTable.lines(headings, templates, one -> template(one, engines));
  }

  private static List<String> template(NamedConnection named, boolean engines) {
    Connection template = named.connection();
    List<String> cells =
        new ArrayList<>(
            List.of(
                template.client().toString(),
                named.service().orElse(NO_SERVICE),
                TrafficWords.target(template),
                TrafficWords.templateServer(template),
                expires(template),
                template.state()));
    if (engines) {
      cells.add(engine(named).isEmpty() ? NONE : engine(named));
    }
    return cells;
  }

  /** It came over the network. */
  private static String engine(NamedConnection named) {
    return CaretRenderer.printable(named.connection().engineData());
  }

  private static String expires(Connection connection) {
    return connection.expires().toSeconds() + "s";
  }

  private static List<Line> nothing(String words) {
    return List.of(Line.of(Line.Style.FAINT, words));
  }
}
