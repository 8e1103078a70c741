package org.lvsh.shell.watch;

/**
 * How many connections hang on each template, and how long the longest of them stays: one small
 * entry for each, so that a table of any size can be counted.
 */
final class HolderCounts {
  private static final int FIRST_SIZE = 1 << 10;
  private static final int LARGEST_SIZE = 1 << 21;

  private long[] keys = new long[FIRST_SIZE];
  private int[] counts = new int[FIRST_SIZE];
  private int[] longest = new int[FIRST_SIZE];
  private int used;
  private boolean full;

  /**
   * Counts a connection.
   *
   * @param key stands for the template: two of a million share one by chance once in 40 million
   *     times
   * @param seconds how long it stays at least
   */
  void add(long key, long seconds) {
    int place = place(key);
    if (counts[place] == 0) {
      if (used >= LARGEST_SIZE / 4 * 3) {
        full = true;
        return;
      }
      if (used >= keys.length / 4 * 3) {
        grow();
        place = place(key);
      }
      keys[place] = key;
      used++;
    }
    counts[place]++;
    longest[place] = (int) Math.max(longest[place], Math.min(seconds, Integer.MAX_VALUE));
  }

  int count(long key) {
    return counts[place(key)];
  }

  int longest(long key) {
    return longest[place(key)];
  }

  /** Whether there were too many to be counted. */
  boolean isFull() {
    return full;
  }

  private int place(long key) {
    int mask = keys.length - 1;
    int place = (int) (key ^ key >>> 32) & mask;
    while (counts[place] != 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    int[] oldLongest = longest;
    keys = new long[oldKeys.length * 2];
    counts = new int[keys.length];
    longest = new int[keys.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldCounts[old] != 0) {
        int place = place(oldKeys[old]);
        keys[place] = oldKeys[old];
        counts[place] = oldCounts[old];
        longest[place] = oldLongest[old];
      }
    }
  }
}
