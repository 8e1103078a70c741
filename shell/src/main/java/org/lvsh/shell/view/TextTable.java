package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Columns under headings, as wide as their widest cell. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int firstNumber;

  TextTable(String... headings) {
    this(headings.length, List.of(headings));
  }

  private TextTable(int firstNumber, List<String> headings) {
    this.firstNumber = firstNumber;
    rows.add(headings);
  }

  /**
   * A table whose columns hold numbers from one on: their last digits stand below each other.
   *
   * @param column counted from 0
   */
  static TextTable withNumbersFrom(int column, String... headings) {
    return new TextTable(column, List.of(headings));
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  /**
   * The lines of a long table, each made when it is asked for.
   *
   * @param cells makes a row; it is asked twice for each, for its widths and for its line
   */
  static <T> Stream<Line> lines(
      List<String> headings, List<T> rows, Function<T, List<String>> cells) {
    TextTable table = new TextTable(headings.size(), headings);
    int[] widths = new int[headings.size()];
    widen(widths, headings);
    rows.forEach(row -> widen(widths, cells.apply(row)));
    Line heading = Line.of(Line.Style.HEADING, table.line(headings, widths));
    return Stream.concat(
        Stream.of(heading),
        rows.stream().map(row -> Line.of(table.line(cells.apply(row), widths))));
  }

  private static void widen(int[] widths, List<String> row) {
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Math.max(widths[column], row.get(column).length());
    }
  }

  List<Line> lines() {
    int[] widths = new int[rows.get(0).size()];
    rows.forEach(row -> widen(widths, row));
    List<Line> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(
          Line.of(lines.isEmpty() ? Line.Style.HEADING : Line.Style.PLAIN, line(row, widths)));
    }
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String blanks = " ".repeat(widths[column] - cell.length());
      line.append(column < firstNumber ? cell + blanks : blanks + cell).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
