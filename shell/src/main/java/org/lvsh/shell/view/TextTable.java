package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;

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

  List<Line> lines() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
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
