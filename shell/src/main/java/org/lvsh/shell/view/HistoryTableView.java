package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.shell.store.Counts;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Moment;
import org.lvsh.shell.store.Past;

/** What was applied, for people: a line for each apply, or all of one. */
public final class HistoryTableView {
  /** What fits on a screen. */
  private static final int SHOWN = 20;

  private static final int WIDEST = 40;
  private static final int FIRST_NUMBER = 5;

  /**
   * The newest first.
   *
   * @param all whether no old one is left out
   */
  public List<Line> list(List<Entry> entries, boolean all) {
    if (entries.isEmpty()) {
      return List.of(Line.of(Line.Style.FAINT, "nothing was applied yet"));
    }
    TextTable table =
        TextTable.withNumbersFrom(
            FIRST_NUMBER,
            "N",
            "WHEN",
            "WHO",
            "WHAT",
            "OUTCOME",
            "ADD",
            "CHANGE",
            "REPLACE",
            "REMOVE",
            "OPERATIONS");
    List<Entry> shown = all ? entries : entries.subList(0, Math.min(SHOWN, entries.size()));
    for (Entry entry : shown) {
      Counts counts = entry.result().counts();
      table.add(
          Integer.toString(entry.number()),
          Moment.text(entry.when()),
          CaretRenderer.printable(entry.who()),
          what(entry.deed()),
          entry.result().ended().words(),
          Long.toString(counts.add()),
          Long.toString(counts.change()),
          Long.toString(counts.replace()),
          Long.toString(counts.remove()),
          Long.toString(counts.operations()));
    }
    List<Line> lines = new ArrayList<>(table.lines());
    if (shown.size() < entries.size()) {
      int more = entries.size() - shown.size();
      lines.add(Line.of(Line.Style.FAINT, "… and %s earlier: 'history all'".formatted(more)));
    }
    return lines;
  }

  /** In a few words: the statement, and the first one of those that were staged. */
  public static String what(Deed deed) {
    int staged = deed.statements().size();
    String more = staged > 1 ? " (and %s more)".formatted(staged - 1) : "";
    String first = staged == 0 ? "" : ": " + cut(deed.statements().get(0)) + more;
    return cut(deed.what()) + first;
  }

  private static String cut(String text) {
    String plain = CaretRenderer.printable(text.replaceAll("\\s+", " "));
    return plain.codePointCount(0, plain.length()) <= WIDEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, WIDEST)) + "…";
  }

  /** All of one apply. */
  public List<Line> whole(Past past, Predicate<Entry> isBeforeTheLastStart) {
    Entry entry = past.entry();
    List<Line> lines = new ArrayList<>();
    heading("Apply %s: %s".formatted(entry.number(), entry.deed().what()), lines);
    lines.add(Line.of("  when       " + Moment.text(entry.when())));
    lines.add(Line.of("  who        " + CaretRenderer.printable(entry.who())));
    lines.add(Line.of("  from       " + CaretRenderer.printable(entry.deed().source())));
    lines.add(Line.of("  outcome    " + entry.result().ended().words()));
    if (isBeforeTheLastStart.test(entry)) {
      lines.add(Line.of(Line.Style.WARNING, "  the machine was restarted since"));
    }
    for (String statement : entry.deed().statements()) {
      lines.add(Line.of("  statement  " + CaretRenderer.printable(statement)));
    }
    lines.add(Line.of(""));
    heading("Its plan:", lines);
    past.change().planText().forEach(line -> lines.add(Line.of(CaretRenderer.printable(line))));
    lines.add(Line.of(""));
    heading("The state before it:", lines);
    past.change().beforeText().forEach(line -> lines.add(Line.of(CaretRenderer.printable(line))));
    return lines;
  }

  private static void heading(String text, List<Line> lines) {
    lines.add(Line.of(Line.Style.HEADING, CaretRenderer.printable(text)));
  }
}
