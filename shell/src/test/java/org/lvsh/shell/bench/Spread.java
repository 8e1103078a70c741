package org.lvsh.shell.bench;

import java.util.Arrays;
import java.util.Locale;

/** Median, least and most of some times, as three fields of a line of {@code scripts/bench}. */
final class Spread {
  private Spread() {}

  static String of(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    double median = (sorted[last / 2] + sorted[sorted.length / 2]) / 2;
    return String.format(Locale.ROOT, "%.3f\t%.3f\t%.3f", median, sorted[0], sorted[last]);
  }
}
