package org.lvsh.kernel.model;

import java.util.Optional;

/**
 * Marks that someone else sets or looks at: those whose bits under the mask are a number from
 * {@code first} to {@code last}.
 *
 * @param first 0 to 4294967295
 * @param last not below {@code first}
 * @param mask the bits that count; never 0, which would be every mark
 */
public record MarkInUse(long first, long last, long mask) {
  public MarkInUse {
    if (first < 0 || first > last || last > Mark.MAX || mask < 1 || mask > Mark.MAX) {
      throw new IllegalArgumentException("no marks: " + first + "-" + last + "/" + mask);
    }
  }

  /** One value under a mask. */
  public static MarkInUse of(long value, long mask) {
    return new MarkInUse(value & mask, value & mask, mask);
  }

  /**
   * What a rule sets or looks for; empty where that is mark 0, which is none and so nobody's.
   *
   * @param mask the bits of it that count, below bit 32
   */
  public static Optional<MarkInUse> ofRule(long value, long mask) {
    long bits = mask & Mark.MAX;
    return (value & bits) == 0 ? Optional.empty() : Optional.of(of(value, bits));
  }

  /** One value of all 32 bits. */
  public static MarkInUse of(long value) {
    return of(value, Mark.MAX);
  }

  /** Whether packets with this mark would be taken for the other's. */
  public boolean covers(Mark mark) {
    long bits = mark.value() & mask;
    return first <= bits && bits <= last;
  }
}
