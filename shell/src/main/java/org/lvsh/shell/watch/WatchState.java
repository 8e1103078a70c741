package org.lvsh.shell.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lvsh.language.ast.Statement;

/**
 * What somebody who watches sees, and has chosen. Each key and each reading make another one.
 *
 * @param rows what is looked for, of what was found last, in order
 * @param selected which row the cursor is on, from 0; 0 where there is none
 * @param frozen whether nothing is read until somebody wants it
 * @param asks whether something else is looked for than was last time
 * @param history how many connections a second came to each place at the last readings, the oldest
 *     first
 * @param trouble why the last reading failed; empty where it did not
 */
public record WatchState(
    Query query,
    Reading reading,
    List<Row> rows,
    int selected,
    boolean frozen,
    boolean asks,
    Mode mode,
    Map<Place, List<Long>> history,
    Optional<String> trouble) {
  /** How many readings the history goes back. */
  public static final int HISTORY = 60;

  private static final int LONGEST_FILTER = 60;

  /** What keys are for. */
  public enum Mode {
    LOOKING,
    /** What is typed becomes the filter. */
    FILTERING,
    HELP
  }

  public WatchState {
    Objects.requireNonNull(query);
    Objects.requireNonNull(reading);
    rows = List.copyOf(rows);
    Objects.requireNonNull(mode);
    history = Collections.unmodifiableMap(history);
    Objects.requireNonNull(trouble);
  }

  /** Before anything has been read. */
  public static WatchState of(Query query) {
    return new WatchState(
        query, Reading.NONE, List.of(), 0, false, true, Mode.LOOKING, Map.of(), Optional.empty());
  }

  /** The row that the cursor is on. */
  public Optional<Row> cursor() {
    return selected < rows.size() ? Optional.of(rows.get(selected)) : Optional.empty();
  }

  /**
   * What is seen when something has been read. Where it is frozen, that comes too late.
   *
   * @param asked what was looked for
   */
  public WatchState with(Reading read, Query asked) {
    if (frozen) {
      return this;
    }
    List<Row> found = asked.equals(query) ? read.rows() : query.of(read.rows());
    return new WatchState(
        query,
        read,
        found,
        place(found),
        false,
        !asked.equals(query),
        mode,
        goneOn(read),
        Optional.empty());
  }

  /** The same where nothing could be read. */
  public WatchState with(String failure) {
    return new WatchState(
        query, reading, rows, selected, frozen, false, mode, history, Optional.of(failure));
  }

  /** The cursor stays at the top, or on its row; where that has gone, at its place. */
  private int place(List<Row> found) {
    Optional<Object> identity = cursor().map(Row::identity);
    return selected == 0 || identity.isEmpty()
        ? within(selected, found)
        : IntStream.range(0, found.size())
            .filter(index -> found.get(index).identity().equals(identity.get()))
            .findFirst()
            .orElseGet(() -> within(selected, found));
  }

  private static int within(int index, List<Row> rows) {
    return Math.max(0, Math.min(index, rows.size() - 1));
  }

  private Map<Place, List<Long>> goneOn(Reading read) {
    Map<Place, List<Long>> next = new HashMap<>();
    for (RateRow row : read.rates()) {
      List<Long> rates = new ArrayList<>(history.getOrDefault(row.place(), List.of()));
      rates.add(row.counters().connectionsPerSecond());
      int old = Math.max(0, rates.size() - HISTORY);
      next.put(row.place(), List.copyOf(rates.subList(old, rates.size())));
    }
    return next;
  }

  /**
   * What is seen after a key; empty where it ends the watching.
   *
   * @param page how many rows are seen at once
   */
  public Optional<WatchState> press(Key key, int page) {
    if (key.kind() == Key.Kind.LEAVE) {
      return Optional.empty();
    }
    return switch (mode) {
      case LOOKING ->
          key.kind() == Key.Kind.CHARACTER
              ? command(key.character())
              : Optional.of(move(key, page));
      case FILTERING -> Optional.of(filtered(key, page));
      case HELP -> Optional.of(in(Mode.LOOKING));
    };
  }

  private Optional<WatchState> command(char character) {
    return switch (character) {
      case 'q' -> Optional.empty();
      case '?', 'h' -> Optional.of(in(Mode.HELP));
      case '/' -> Optional.of(in(Mode.FILTERING));
      case ' ' -> Optional.of(frozen(!frozen));
      case '<' -> Optional.of(orderedBy(-1));
      case '>' -> Optional.of(orderedBy(1));
      case 'r' -> Optional.of(looking(query.reversed()));
      case 'f' -> Optional.of(follow());
      case 's' -> Optional.of(nextService(1));
      case 'S' -> Optional.of(nextService(-1));
      case 'j' -> Optional.of(at(selected + 1));
      case 'k' -> Optional.of(at(selected - 1));
      case 'g' -> Optional.of(at(0));
      case 'G' -> Optional.of(at(rows.size() - 1));
      default -> Optional.of(this);
    };
  }

  private WatchState move(Key key, int page) {
    return switch (key.kind()) {
      case UP -> at(selected - 1);
      case DOWN -> at(selected + 1);
      case PAGE_UP -> at(selected - Math.max(1, page));
      case PAGE_DOWN -> at(selected + Math.max(1, page));
      case HOME -> at(0);
      case END -> at(rows.size() - 1);
      case LEFT -> orderedBy(-1);
      case RIGHT -> orderedBy(1);
      case ENTER -> follow();
      case ESCAPE -> back();
      case BACKSPACE, REDRAW, LEAVE, CHARACTER, OTHER -> this;
    };
  }

  private WatchState filtered(Key key, int page) {
    String filter = query.filter();
    return switch (key.kind()) {
      case CHARACTER ->
          filter.length() < LONGEST_FILTER
              ? looking(query.withFilter(filter + key.character()))
              : this;
      case BACKSPACE ->
          filter.isEmpty()
              ? in(Mode.LOOKING)
              : looking(query.withFilter(filter.substring(0, filter.length() - 1)));
      case ENTER -> in(Mode.LOOKING);
      case ESCAPE -> looking(query.withFilter("")).in(Mode.LOOKING);
      case UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END -> move(key, page);
      case LEFT, RIGHT, REDRAW, LEAVE, OTHER -> this;
    };
  }

  /** One thing less is chosen. */
  private WatchState back() {
    if (query.followed().isPresent()) {
      return looking(query.withFollowed(Optional.empty()));
    }
    if (!query.filter().isEmpty()) {
      return looking(query.withFilter(""));
    }
    return frozen ? frozen(false) : this;
  }

  private WatchState follow() {
    return cursor()
        .flatMap(Row::client)
        .map(client -> looking(query.withFollowed(Optional.of(client))))
        .orElse(this);
  }

  private WatchState orderedBy(int step) {
    List<Order> orders = Order.of(query.subject());
    int next = Math.floorMod(orders.indexOf(query.order()) + step, orders.size());
    return looking(query.withOrder(orders.get(next)));
  }

  /** The services one after the other, and then all of them; a view of one has always one. */
  private WatchState nextService(int step) {
    List<Optional<String>> choices = new ArrayList<>();
    if (query.subject() != Statement.WatchSubject.SERVICE) {
      choices.add(Optional.empty());
    }
    reading.services().forEach(name -> choices.add(Optional.of(name)));
    if (choices.isEmpty()) {
      return this;
    }
    int next = Math.floorMod(choices.indexOf(query.service()) + step, choices.size());
    return looking(query.withService(choices.get(next)));
  }

  private WatchState looking(Query other) {
    List<Row> found = other.of(reading.rows());
    boolean changed = asks || !other.equals(query);
    return new WatchState(
        other, reading, found, place(found), frozen, changed, mode, history, trouble);
  }

  private WatchState at(int index) {
    return new WatchState(
        query, reading, rows, within(index, rows), frozen, asks, mode, history, trouble);
  }

  private WatchState in(Mode other) {
    return new WatchState(query, reading, rows, selected, frozen, asks, other, history, trouble);
  }

  private WatchState frozen(boolean still) {
    return new WatchState(query, reading, rows, selected, still, !still, mode, history, trouble);
  }
}
