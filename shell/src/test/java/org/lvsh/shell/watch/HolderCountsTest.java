package org.lvsh.shell.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HolderCountsTest {
  private static final long SEED = 20_261_126;

  @Test
  void countsAndLongestTimesAreThoseOfAMap() {
    Random random = new Random(SEED);
    HolderCounts counts = new HolderCounts();
    Map<Long, Integer> count = new HashMap<>();
    Map<Long, Integer> longest = new HashMap<>();
    for (int turn = 0; turn < 100_000; turn++) {
      long key = (long) random.nextInt(20_000) << random.nextInt(40);
      int seconds = random.nextInt(900);
      counts.add(key, seconds);
      count.merge(key, 1, Integer::sum);
      longest.merge(key, seconds, Math::max);
    }
    count.forEach((key, expected) -> assertEquals(expected, counts.count(key), "seed " + SEED));
    longest.forEach((key, most) -> assertEquals(most, counts.longest(key), "seed " + SEED));
    assertEquals(0, counts.count(-1));
    assertFalse(counts.isFull());
  }

  @Test
  void whatIsMoreThanCanBeCountedIsLeftOutAndSaid() {
    HolderCounts counts = new HolderCounts();
    for (long key = 0; key <= 1_572_864; key++) {
      counts.add(key, 1);
    }
    assertTrue(counts.isFull());
    assertEquals(1, counts.count(1_572_863));
    assertEquals(0, counts.count(1_572_864));
    counts.add(5, 7);
    assertEquals(2, counts.count(5));
  }
}
