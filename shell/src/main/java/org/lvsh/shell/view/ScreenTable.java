package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Columns on a screen: as wide as what is seen of them; where there is no room for all, the least
 * needed ones are left out, and one may take what room is left.
 *
 * @param <R> what a row is about
 */
final class ScreenTable<R> {
  private static final int ROOMY = 100;
  private static final int WIDEST_FREE = 40;

  private final List<Column<R>> columns = new ArrayList<>();

  /**
   * A column.
   *
   * @param right whether the last characters stand below each other
   * @param need the columns with the least are left out first; those with 0 never
   * @param least the least width where it takes what room is left; 0 where it is as wide as its
   *     cells
   * @param cell of a row, for a width where it takes what is left
   */
  private record Column<R>(
      String heading, boolean right, int need, int least, BiFunction<R, Integer, Line> cell) {
    boolean isFree() {
      return least > 0;
    }

    int width(List<R> rows) {
      int widest = heading.length();
      if (isFree()) {
        return Math.max(widest, least);
      }
      for (R row : rows) {
        widest = Math.max(widest, cell.apply(row, 0).text().length());
      }
      return widest;
    }
  }

  ScreenTable<R> words(String heading, int need, Function<R, Line> cell) {
    return add(new Column<>(heading, false, need, 0, (row, width) -> cell.apply(row)));
  }

  ScreenTable<R> numbers(String heading, int need, Function<R, Line> cell) {
    return add(new Column<>(heading, true, need, 0, (row, width) -> cell.apply(row)));
  }

  /** Columns of this kind share what room is left. */
  ScreenTable<R> free(String heading, int need, int least, BiFunction<R, Integer, Line> cell) {
    return add(new Column<>(heading, false, need, least, cell));
  }

  private ScreenTable<R> add(Column<R> column) {
    columns.add(column);
    return this;
  }

  /** The headings, then the rows. */
  List<ScreenLine> lines(List<R> rows, int screen) {
    int gap = screen < ROOMY ? 1 : 2;
    List<Column<R>> shown = new ArrayList<>(columns);
    List<Integer> widths = new ArrayList<>();
    columns.forEach(column -> widths.add(column.width(rows)));
    Optional<Column<R>> spare = spare(shown);
    while (spare.isPresent() && total(widths, gap) > screen) {
      int index = shown.indexOf(spare.get());
      shown.remove(index);
      widths.remove(index);
      spare = spare(shown);
    }
    spread(shown, widths, screen - total(widths, gap));
    List<ScreenLine> lines = new ArrayList<>();
    lines.add(line(shown, widths, gap, (column, w) -> Line.of(Line.Style.HEADING, column.heading)));
    for (R row : rows) {
      lines.add(line(shown, widths, gap, (column, width) -> column.cell.apply(row, width)));
    }
    return lines;
  }

  private Optional<Column<R>> spare(List<Column<R>> shown) {
    return shown.stream().filter(column -> column.need > 0).min(Comparator.comparing(Column::need));
  }

  private static int total(List<Integer> widths, int gap) {
    return widths.stream().mapToInt(Integer::intValue).sum() + gap * (widths.size() - 1);
  }

  private static <R> void spread(List<Column<R>> shown, List<Integer> widths, int room) {
    long free = shown.stream().filter(Column::isFree).count();
    for (int index = 0; index < shown.size() && free > 0 && room > 0; index++) {
      if (shown.get(index).isFree()) {
        int width = widths.get(index);
        widths.set(index, Math.max(width, Math.min(WIDEST_FREE, width + (int) (room / free))));
      }
    }
  }

  private static <R> ScreenLine line(
      List<Column<R>> shown,
      List<Integer> widths,
      int gap,
      BiFunction<Column<R>, Integer, Line> cells) {
    List<Line> pieces = new ArrayList<>();
    for (int index = 0; index < shown.size(); index++) {
      Line cell = cells.apply(shown.get(index), widths.get(index));
      String blanks = " ".repeat(Math.max(0, widths.get(index) - cell.text().length()));
      boolean right = shown.get(index).right;
      boolean last = index == shown.size() - 1;
      String before = (index == 0 ? "" : " ".repeat(gap)) + (right ? blanks : "");
      pieces.add(Line.of(before));
      pieces.add(cell);
      pieces.add(Line.of(right || last ? "" : blanks));
    }
    return ScreenLine.of(pieces.stream().filter(piece -> !piece.text().isEmpty()).toList());
  }
}
