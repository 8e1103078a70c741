package org.lvsh.language.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody may have meant: the nearest word by insertions, deletions, changes and swaps.
 * Capital and small letters count as the same.
 */
public final class Suggestion {
  private static final int LONGEST = 32;

  private Suggestion() {}

  /** The candidate that is nearest to a word and near enough to be meant; the first of equals. */
  public static Optional<String> among(Collection<String> candidates, String word) {
    if (word.length() > LONGEST || word.length() < 2) {
      return Optional.empty();
    }
    return candidates.stream()
        .filter(candidate -> distance(candidate, word) <= allowed(candidate, word))
        .min(
            Comparator.comparingInt((String candidate) -> distance(candidate, word))
                .thenComparingInt(candidate -> exactDistance(candidate, word)));
  }

  /** The same as a hint: {@code did you mean 'weight'?}. */
  public static Optional<String> hint(Collection<String> candidates, String word) {
    return among(candidates, word).map(near -> "did you mean '" + near + "'?");
  }

  private static int allowed(String one, String two) {
    return Math.min(one.length(), two.length()) <= 3 ? 1 : 2;
  }

  private static int distance(String one, String two) {
    return exactDistance(one.toLowerCase(Locale.ROOT), two.toLowerCase(Locale.ROOT));
  }

  /** Optimal string alignment distance; neighbours that are swapped count as one. */
  private static int exactDistance(String one, String two) {
    int[][] cost = new int[one.length() + 1][two.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= two.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, one, two, i, j);
      }
    }
    return cost[one.length()][two.length()];
  }

  private static int step(int[][] cost, String one, String two, int i, int j) {
    int same = one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == two.charAt(j - 2)
            && one.charAt(i - 2) == two.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
