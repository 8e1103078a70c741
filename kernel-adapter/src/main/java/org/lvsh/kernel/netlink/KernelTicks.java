package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;

/**
 * How many ticks a second the kernel counts (its {@code CONFIG_HZ}): the coarse clocks move once a
 * tick and say so ({@code ktime_get_coarse_ts64}, {@code hrtimer_get_res} in {@code
 * posix-timers.c}).
 */
public final class KernelTicks {
  private static final long NANOSECONDS = 1_000_000_000L;
  private static final int FEWEST = 100;
  private static final int MOST = 1000;

  private KernelTicks() {}

  /**
   * The number of the kernel that this machine runs.
   *
   * @throws NetlinkException where there is no C library to ask through
   */
  public static int perSecond() {
    return perSecond(LinuxCalls.live());
  }

  /** The number, or the largest that kernels are built with where it cannot be found out. */
  static int perSecond(LinuxCalls calls) {
    ByteBuffer resolution = LinuxCalls.memory(2 * Long.BYTES);
    LinuxCalls.Result result =
        calls.call(() -> calls.library().clock_getres(Linux.CLOCK_MONOTONIC_COARSE, resolution));
    long seconds = resolution.getLong(0);
    long nanoseconds = resolution.getLong(Long.BYTES);
    if (result.isError() || seconds != 0 || nanoseconds < 1) {
      return MOST;
    }
    long ticks = Math.round((double) NANOSECONDS / nanoseconds);
    return ticks < FEWEST || ticks > MOST ? MOST : (int) ticks;
  }
}
