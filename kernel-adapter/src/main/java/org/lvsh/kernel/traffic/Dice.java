package org.lvsh.kernel.traffic;

/** Random numbers of which the next one is known by a seed (SplitMix64). */
final class Dice {
  private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
  private long seed;

  Dice(long seed) {
    this.seed = seed;
  }

  long seed() {
    return seed;
  }

  /** A number from 0 to {@code bound - 1} ({@code prandom_u32_max}). */
  int below(int bound) {
    seed += STEP;
    long mixed = (seed ^ (seed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    mixed ^= mixed >>> 31;
    return (int) (((mixed >>> 32) * bound) >>> 32);
  }
}
