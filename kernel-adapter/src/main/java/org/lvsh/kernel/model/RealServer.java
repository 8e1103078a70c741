package org.lvsh.kernel.model;

import java.util.Objects;

/**
 * A real server of one virtual service, without counters. The weight and the thresholds may hold
 * what the kernel refuses: whether it does is the kernel's to say.
 *
 * @param weight 0 (drained) to 2147483647
 * @param upperLimit connections above which the server gets no new ones; 0: none; 1 to {@link
 *     #MOST_CONNECTIONS}
 * @param lowerLimit connections below which it gets them again; 0: three quarters of the upper one;
 *     1 to {@code upperLimit}
 */
public record RealServer(
    ServerKey key, int weight, Forwarding forwarding, long upperLimit, long lowerLimit) {
  /**
   * The most that a limit can be ({@code INT_MAX}). Linux counts connections in an {@code int};
   * with newer releases, of 6.1 as well, {@code ip_vs_add_dest} and {@code ip_vs_edit_dest} refuse
   * more. What an older one has taken can still be read.
   */
  public static final long MOST_CONNECTIONS = Integer.MAX_VALUE;

  public RealServer {
    Objects.requireNonNull(key);
    Objects.requireNonNull(forwarding);
    if (!isUnsigned32(upperLimit) || !isUnsigned32(lowerLimit)) {
      throw new IllegalArgumentException("no threshold: " + upperLimit + ", " + lowerLimit);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RealServer that
        && weight == that.weight
        && upperLimit == that.upperLimit
        && lowerLimit == that.lowerLimit
        && key.equals(that.key)
        && forwarding.equals(that.forwarding);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + weight;
  }

  public static RealServer of(ServerKey key, int weight, Forwarding forwarding) {
    return new RealServer(key, weight, forwarding, 0, 0);
  }

  public RealServer withWeight(int newWeight) {
    return new RealServer(key, newWeight, forwarding, upperLimit, lowerLimit);
  }

  private static boolean isUnsigned32(long value) {
    return value >= 0 && value <= 0xFFFF_FFFFL;
  }
}
