package org.lvsh.shell.view;

import java.util.List;

/** Parts of a whole as bars, and what has changed as a line of small ones. */
final class Bars {
  private static final String FULL = "█";
  private static final String EMPTY = "░";

  /** The eighths of a column. */
  private static final String PARTS = "▏▎▍▌▋▊▉";

  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private Bars() {}

  /**
   * A part of a whole.
   *
   * @param part 0 to 1; what is beyond counts as that
   * @param width of the whole, in columns
   */
  static String bar(double part, int width) {
    int steps = PARTS.length() + 1;
    long length = Math.round(Math.max(0, Math.min(1, part)) * width * steps);
    int whole = (int) (length / steps);
    int rest = (int) (length % steps);
    String broken = rest == 0 ? "" : PARTS.substring(rest - 1, rest);
    return FULL.repeat(whole) + broken + EMPTY.repeat(width - whole - broken.length());
  }

  /**
   * Numbers as small bars, the highest of them as high as there is one.
   *
   * @param width how many of the last ones are shown
   */
  static String history(List<Long> numbers, int width) {
    List<Long> shown = numbers.subList(Math.max(0, numbers.size() - width), numbers.size());
    long highest = shown.stream().mapToLong(Long::longValue).max().orElse(0);
    StringBuilder line = new StringBuilder(" ".repeat(width - shown.size()));
    for (long number : shown) {
      int top = LEVELS.length() - 1;
      double part = highest <= 0 ? 0 : (double) Math.max(0, number) / highest;
      line.append(LEVELS.charAt((int) Math.ceil(part * top)));
    }
    return line.toString();
  }
}
