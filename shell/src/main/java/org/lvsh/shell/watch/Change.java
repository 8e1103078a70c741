package org.lvsh.shell.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lvsh.language.ast.Statement;

/**
 * What is otherwise than at the last look.
 *
 * @param row as it is now, or as it was where it has gone
 * @param at when it was seen
 */
public record Change(Kind kind, Row row, Instant at) {

  /** What has become of a row. */
  public enum Kind {
    /** It was there at the first look. */
    PRESENT,
    ADDED,
    /** Something about it is otherwise than by time alone. */
    CHANGED,
    REMOVED
  }

  public Change {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(row);
    Objects.requireNonNull(at);
  }

  /**
   * The rows of a reading by what makes them the same ones; whoever watches a service sees how fast
   * it passes, too.
   */
  private static Map<Object, Row> rows(Statement.WatchSubject subject, Reading reading) {
    Map<Object, Row> rows = new LinkedHashMap<>();
    if (subject == Statement.WatchSubject.SERVICE) {
      reading.rates().forEach(row -> rows.put(row.identity(), row));
    }
    reading.rows().forEach(row -> rows.put(row.identity(), row));
    return rows;
  }

  /** What was there at the first look. */
  public static List<Change> first(Statement.WatchSubject subject, Reading reading) {
    return rows(subject, reading).values().stream()
        .map(row -> new Change(Kind.PRESENT, row, reading.at()))
        .toList();
  }

  /**
   * What has changed between two looks: what has come or changed in the order of the later one,
   * then what has gone in the order of the earlier one.
   */
  public static List<Change> between(
      Statement.WatchSubject subject, Reading before, Reading after) {
    Map<Object, Row> old = rows(subject, before);
    Map<Object, Row> now = rows(subject, after);
    List<Change> changes = new ArrayList<>();
    now.forEach(
        (identity, row) -> {
          Row was = old.get(identity);
          if (was == null) {
            changes.add(new Change(Kind.ADDED, row, after.at()));
          } else if (hasChanged(was, row)) {
            changes.add(new Change(Kind.CHANGED, row, after.at()));
          }
        });
    old.forEach(
        (identity, row) -> {
          if (!now.containsKey(identity)) {
            changes.add(new Change(Kind.REMOVED, row, after.at()));
          }
        });
    return changes;
  }

  private static boolean hasChanged(Row was, Row now) {
    if (was instanceof TableEntry before && now instanceof TableEntry after) {
      return hasBegunAnew(before, after)
          || !after.place().equals(before.place())
          || !after.connection().state().equals(before.connection().state())
          || after.hold() != before.hold()
          || after.connections() != before.connections();
    }
    return !(was instanceof RateRow before && now instanceof RateRow after)
        || !before.counters().equals(after.counters());
  }

  /** A connection does with each packet, which is nothing to tell. */
  private static boolean hasBegunAnew(TableEntry before, TableEntry after) {
    return after.connection().isTemplate()
        && after.connection().expires().compareTo(before.connection().expires()) > 0;
  }
}
