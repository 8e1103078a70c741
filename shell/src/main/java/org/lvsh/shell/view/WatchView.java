package org.lvsh.shell.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.watch.Hold;
import org.lvsh.shell.watch.Order;
import org.lvsh.shell.watch.Place;
import org.lvsh.shell.watch.Query;
import org.lvsh.shell.watch.RateRow;
import org.lvsh.shell.watch.Reading;
import org.lvsh.shell.watch.Row;
import org.lvsh.shell.watch.Share;
import org.lvsh.shell.watch.TableEntry;
import org.lvsh.shell.watch.WatchState;

/** What is watched, as the lines of a screen. */
public final class WatchView {
  /** So much of the screen is for the shares of the servers at most. */
  private static final int SHARES_PART = 3;

  private static final int LEAST_HEIGHT_WITH_SHARES = 10;
  private static final int BAR = 6;
  private static final int HISTORY = 8;

  /** A server whose part of the clients is so far from its weight's is told by its colour. */
  private static final double ODD = 0.1;

  private static final double VERY_ODD = 0.25;

  /** Of less clients nothing can be said. */
  private static final int FEW = 10;

  private static final double SOON = 0.2;
  private static final Duration RENEWAL = Duration.ofSeconds(60);

  private static final String TCP = "tcp ";
  private static final String NO_PORT = ":0";
  private static final String ANY_PORT = ":any";

  private static final List<String> HELP =
      List.of(
          "Up, Down, j, k       a row up or down        PgUp, PgDn  a page",
          "Home, End, g, G      the first, the last row",
          "< > Left Right       sort by another column  r           turn the order round",
          "/                    filter as you type: each word must be in the row;",
          "                     Enter keeps it, Esc takes it away",
          "f, Enter             follow the client of this row: its templates and connections",
          "s, S                 one service after the other, and all again",
          "Space                freeze what is seen, and go on",
          "Esc                  back: from a client, from a filter, from freezing",
          "q, Ctrl-C            leave",
          "",
          "SHARE   of weight, and of the clients there are: yellow where they are 10 points",
          "        apart, red where they are 25",
          "LEFT    the time left, of the whole time of its kind",
          "HELD    past: the time of the template is over, and open connections keep it, for",
          "        60s again and again; will: a connection on it stays longer than its time",
          "CONN    connections on the template");

  private final String kernel;

  /**
   * A view.
   *
   * @param kernel what is said of the kernel beside the title
   */
  public WatchView(String kernel) {
    this.kernel = kernel;
  }

  /**
   * Draws a screen.
   *
   * @param every how often the kernel is looked at now
   * @param width at least 1
   * @param height at least 1
   * @return at most so many lines, none wider
   */
  public List<ScreenLine> draw(WatchState state, Duration every, int width, int height) {
    List<ScreenLine> lines = new ArrayList<>();
    lines.add(title(state, every, width));
    if (state.mode() == WatchState.Mode.HELP) {
      HELP.forEach(line -> lines.add(ScreenLine.of(Line.of(line))));
    } else {
      lines.addAll(shares(state, width, height));
      lines.addAll(table(state, width, height - lines.size() - 1));
    }
    while (lines.size() < height - 1) {
      lines.add(ScreenLine.of());
    }
    List<ScreenLine> screen = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
    screen.add(height == 1 ? lines.get(0) : foot(state));
    return screen.stream().map(line -> line.clipped(width)).toList();
  }

  /** How many rows are seen at once. */
  public static int page(WatchState state, int width, int height) {
    return Math.max(1, height - 3 - shares(state, width, height).size());
  }

  private ScreenLine title(WatchState state, Duration every, int width) {
    Query query = state.query();
    String service =
        query.service().map(name -> isOne(query) ? " " + name : " for " + name).orElse("");
    String title =
        "watch "
            + query.subject().name().toLowerCase(Locale.ROOT)
            + service
            + query.from().map(range -> " from " + range.network()).orElse("")
            + query.followed().map(client -> ", following " + client).orElse("");
    String right =
        kernel + "  " + count(state) + "  " + (state.frozen() ? "" : "every " + time(every));
    Line frozen = Line.of(Line.Style.WARNING, state.frozen() ? "frozen" : "");
    int gap = Math.max(2, width - title.length() - right.length() - frozen.text().length());
    return ScreenLine.of(
        Line.of(Line.Style.HEADING, title),
        Line.of(" ".repeat(gap)),
        Line.of(Line.Style.FAINT, right),
        frozen);
  }

  private static boolean isOne(Query query) {
    return query.subject() == Statement.WatchSubject.SERVICE;
  }

  private static String count(WatchState state) {
    Reading reading = state.reading();
    String all = Words.count(state.rows().size(), "row");
    return reading.leftOut() > 0 ? all + " of " + reading.found() : all;
  }

  private static List<ScreenLine> shares(WatchState state, int width, int height) {
    List<Share> shares =
        state.reading().shares().stream()
            .filter(
                share -> state.query().service().map(share.place().service()::equals).orElse(true))
            .toList();
    if (shares.isEmpty() || height < LEAST_HEIGHT_WITH_SHARES) {
      return List.of();
    }
    int most = Math.max(2, height / SHARES_PART - 2);
    boolean fits = shares.size() <= most;
    List<Share> shown = fits ? shares : shares.subList(0, most - 1);
    List<ScreenLine> lines = new ArrayList<>(shareTable(state, width).lines(shown, width));
    if (!fits) {
      String more = "… and %s more; s shows one service after the other";
      String servers = Words.count(shares.size() - shown.size(), "server");
      lines.add(ScreenLine.of(Line.of(Line.Style.FAINT, more.formatted(servers))));
    }
    lines.add(ScreenLine.of());
    return lines;
  }

  private static ScreenTable<Share> shareTable(WatchState state, int width) {
    boolean connections = state.query().subject() == Statement.WatchSubject.CONNECTIONS;
    return new ScreenTable<Share>()
        .words("SERVICE", 0, share -> Line.of(share.place().service()))
        .words("SERVER", 0, share -> Line.of(share.place().server()))
        .numbers("WEIGHT", 0, WatchView::weight)
        .numbers("SHARE", 0, share -> Line.of(percent(share.due())))
        .free("", 4, BAR, (share, room) -> Line.of(Line.Style.FAINT, Bars.bar(share.due(), room)))
        .numbers(connections ? "CONN" : "CLIENTS", 0, share -> Line.of("" + share.clients()))
        .numbers("SHARE", 0, share -> Line.of(oddness(share), percent(share.taken())))
        .free("", 5, BAR, (share, room) -> Line.of(oddness(share), Bars.bar(share.taken(), room)))
        .numbers("ACTIVE", 2, share -> had(share, ServerStatistics::activeConnections))
        .numbers("INACTIVE", 1, share -> had(share, ServerStatistics::inactiveConnections))
        .numbers("CONN/S", 6, share -> had(share, had -> rate(had, Counters::connectionsPerSecond)))
        .free(
            "", 3, HISTORY, (share, room) -> history(state, share.place(), Math.min(room, width)));
  }

  private static Line weight(Share share) {
    if (share.weight().isEmpty()) {
      return Line.of(Line.Style.REMOVE, "gone");
    }
    long weight = share.weight().getAsLong();
    return Line.of(weight == 0 ? Line.Style.CHANGE : Line.Style.PLAIN, "" + weight);
  }

  private static Line.Style oddness(Share share) {
    double apart = Math.abs(share.due() - share.taken());
    if (share.allClients() < FEW || apart < ODD) {
      return Line.Style.PLAIN;
    }
    return apart < VERY_ODD ? Line.Style.WARNING : Line.Style.ERROR;
  }

  private static Line had(Share share, ToLongFunction<ServerStatistics> number) {
    return Line.of(
        share.statistics().map(had -> Long.toUnsignedString(number.applyAsLong(had))).orElse("-"));
  }

  private static long rate(ServerStatistics had, ToLongFunction<Counters> rate) {
    return had.counters().map(rate::applyAsLong).orElse(0L);
  }

  private static Line history(WatchState state, Place place, int room) {
    return Line.of(
        Line.Style.ADD,
        Bars.history(state.history().getOrDefault(place, List.of()), room).stripTrailing());
  }

  private static String percent(double part) {
    return Math.round(part * 100) + "%";
  }

  private static List<ScreenLine> table(WatchState state, int width, int height) {
    int room = Math.max(0, height - 1);
    if (state.rows().isEmpty()) {
      return List.of(ScreenLine.of(Line.of(Line.Style.FAINT, nothing(state))));
    }
    int first = Math.max(0, Math.min(state.selected() - room / 2, state.rows().size() - room));
    List<Row> seen = state.rows().subList(first, Math.min(state.rows().size(), first + room));
    List<ScreenLine> lines = new ArrayList<>(columns(state).lines(seen, width));
    int cursor = state.selected() - first + 1;
    if (cursor < lines.size()) {
      lines.set(cursor, lines.get(cursor).selected(width));
    }
    return lines;
  }

  private static String nothing(WatchState state) {
    if (state.reading().equals(Reading.NONE)) {
      return "reading …";
    }
    boolean all = state.query().filter().isEmpty() && state.query().followed().isEmpty();
    return switch (state.query().subject()) {
      case RATES -> all ? "no services" : "no service has that";
      case TEMPLATES -> all ? "no templates" : "no template has that";
      case CONNECTIONS -> all ? "no connections" : "no connection has that";
      case SERVICE -> all ? "nobody is here" : "nothing has that";
    };
  }

  private static ScreenTable<Row> columns(WatchState state) {
    return state.query().subject() == Statement.WatchSubject.RATES
        ? rateColumns(state)
        : entryColumns(state);
  }

  /** A heading, with a sign beside it where rows are in its order. */
  private static String heading(String word, WatchState state, Order order) {
    if (state.query().order() != order) {
      return word;
    }
    return word + (state.query().descending() ? "▼" : "▲");
  }

  private static ScreenTable<Row> entryColumns(WatchState state) {
    boolean held = state.query().subject() != Statement.WatchSubject.CONNECTIONS;
    ScreenTable<Row> table =
        new ScreenTable<Row>()
            .words(heading("CLIENT", state, Order.CLIENT), 0, row -> Line.of(client(entry(row))))
            .words(heading("SERVICE", state, Order.SERVICE), 0, WatchView::service)
            .words(heading("ON", state, Order.VIRTUAL), 2, row -> Line.of(virtual(entry(row))))
            .words(heading("SERVER", state, Order.SERVER), 0, row -> Line.of(row.place().server()))
            .words(heading("STATE", state, Order.STATE), held ? 1 : 4, row -> state(entry(row)))
            .numbers(heading("LEFT", state, Order.LEFT), 0, row -> left(entry(row)))
            .free("", held ? 3 : 1, BAR, (row, room) -> bar(entry(row), room));
    return held
        ? table
            .words(heading("HELD", state, Order.HOLD), 0, row -> hold(entry(row)))
            .numbers(heading("CONN", state, Order.CONNECTIONS), 0, row -> connections(entry(row)))
        : table;
  }

  private static TableEntry entry(Row row) {
    return (TableEntry) row;
  }

  private static String client(TableEntry entry) {
    Connection connection = entry.connection();
    return connection.isTemplate()
        ? connection.client().toString()
        : TrafficWords.client(connection);
  }

  private static Line service(Row row) {
    String service = row.place().service();
    return service.isEmpty() ? Line.of(Line.Style.REMOVE, "(none)") : Line.of(service);
  }

  /** That it is TCP goes without saying; port 0 stands for all of them. */
  private static String virtual(TableEntry entry) {
    String target = TrafficWords.target(entry.connection());
    String place = target.startsWith(TCP) ? target.substring(TCP.length()) : target;
    return place.endsWith(NO_PORT)
        ? place.substring(0, place.length() - NO_PORT.length()) + ANY_PORT
        : place;
  }

  private static Line state(TableEntry entry) {
    String state = CaretRenderer.printable(entry.connection().state());
    Line.Style style =
        switch (state) {
          case "ESTABLISHED", "ASSURED", "UDP" -> Line.Style.ADD;
          case "SYN_SENT", "SYN_RECV", "SYNACK", "INIT" -> Line.Style.CHANGE;
          case "FIN_WAIT", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK" -> Line.Style.FAINT;
          default -> Line.Style.PLAIN;
        };
    return Line.of(style, state);
  }

  private static Line left(TableEntry entry) {
    return Line.of(leftStyle(entry), time(entry.connection().expires()));
  }

  private static Line.Style leftStyle(TableEntry entry) {
    if (entry.hold() == Hold.PAST) {
      return Line.Style.WARNING;
    }
    boolean soon = !whole(entry).isZero() && part(entry) < SOON;
    return soon ? Line.Style.CHANGE : Line.Style.PLAIN;
  }

  private static Line bar(TableEntry entry, int room) {
    return whole(entry).isZero()
        ? Line.of("")
        : Line.of(
            entry.hold() == Hold.PAST || part(entry) < SOON ? leftStyle(entry) : Line.Style.ADD,
            Bars.bar(part(entry), room));
  }

  private static Duration whole(TableEntry entry) {
    return entry.hold() == Hold.PAST ? RENEWAL : entry.whole();
  }

  private static double part(TableEntry entry) {
    return (double) entry.connection().expires().toSeconds() / whole(entry).toSeconds();
  }

  private static Line hold(TableEntry entry) {
    return switch (entry.hold()) {
      case NONE -> Line.of(Line.Style.FAINT, entry.connection().isTemplate() ? "no" : "");
      case WILL_BE -> Line.of(Line.Style.CHANGE, "will");
      case PAST -> Line.of(Line.Style.WARNING, "past");
    };
  }

  private static Line connections(TableEntry entry) {
    return Line.of(entry.connection().isTemplate() ? "" + entry.connections() : "");
  }

  private static ScreenTable<Row> rateColumns(WatchState state) {
    return new ScreenTable<Row>()
        .words(heading("SERVICE", state, Order.SERVICE), 0, row -> service(row))
        .words(heading("SERVER", state, Order.SERVER), 0, row -> Line.of(row.place().server()))
        .numbers(
            heading("CONN/S", state, Order.CONNECTION_RATE),
            0,
            row -> rate(row, Counters::connectionsPerSecond))
        .numbers(
            heading("PKTS-IN/S", state, Order.PACKETS_IN),
            0,
            row -> rate(row, Counters::incomingPacketsPerSecond))
        .numbers(
            heading("PKTS-OUT/S", state, Order.PACKETS_OUT),
            2,
            row -> rate(row, Counters::outgoingPacketsPerSecond))
        .numbers(
            heading("BYTES-IN/S", state, Order.BYTES_IN),
            3,
            row -> rate(row, Counters::incomingBytesPerSecond))
        .numbers(
            heading("BYTES-OUT/S", state, Order.BYTES_OUT),
            1,
            row -> rate(row, Counters::outgoingBytesPerSecond))
        .free("", 0, HISTORY, (row, room) -> history(state, row.place(), room));
  }

  private static Line rate(Row row, ToLongFunction<Counters> number) {
    RateRow rates = (RateRow) row;
    Line.Style style = rates.place().isAllServers() ? Line.Style.HEADING : Line.Style.PLAIN;
    return Line.of(
        style,
        rates
            .had()
            .counters()
            .map(counted -> Long.toUnsignedString(number.applyAsLong(counted)))
            .orElse("-"));
  }

  private static ScreenLine foot(WatchState state) {
    if (state.mode() == WatchState.Mode.FILTERING) {
      return ScreenLine.of(
          Line.of(Line.Style.HEADING, "filter: "), Line.of(state.query().filter() + "_"));
    }
    if (state.trouble().isPresent()) {
      String trouble = "error: " + CaretRenderer.printable(state.trouble().get());
      return ScreenLine.of(Line.of(Line.Style.ERROR, trouble));
    }
    if (state.mode() == WatchState.Mode.HELP) {
      return ScreenLine.of(Line.of(Line.Style.FAINT, "any key goes back"));
    }
    List<Line> pieces = new ArrayList<>();
    if (!state.query().filter().isEmpty()) {
      pieces.add(Line.of(Line.Style.HEADING, "filter: " + state.query().filter() + "  "));
    }
    state.reading().missing().stream()
        .findFirst()
        .ifPresent(
            why -> pieces.add(Line.of(Line.Style.WARNING, CaretRenderer.printable(why) + "  ")));
    pieces.add(
        Line.of(
            Line.Style.FAINT,
            "q leave  ? help  / filter  <> sort  r turn  space freeze  f follow  s service"));
    return ScreenLine.of(pieces);
  }

  /** {@code 57s}, {@code 9m 12s}, {@code 2h 05m}, {@code 3d 04h}. */
  private static String time(Duration time) {
    if (time.toDays() > 0) {
      return "%sd %02dh".formatted(time.toDays(), time.toHoursPart());
    }
    if (time.toHours() > 0) {
      return "%sh %02dm".formatted(time.toHours(), time.toMinutesPart());
    }
    boolean minutes = time.toMinutes() > 0;
    return minutes && time.toSecondsPart() == 0
        ? time.toMinutes() + "m"
        : minutes
            ? "%sm %02ds".formatted(time.toMinutes(), time.toSecondsPart())
            : time.toSeconds() + "s";
  }
}
