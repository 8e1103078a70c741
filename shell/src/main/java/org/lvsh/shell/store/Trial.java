package org.lvsh.shell.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that was applied and is put back where nobody confirms it in time.
 *
 * @param who as {@link Operator#called} says it
 * @param began when it was about to be applied
 * @param within how long somebody has to confirm it: 1 s to a day
 * @param deadline when that time is over, by {@link Uptime}
 */
public record Trial(Deed deed, String who, Instant began, Duration within, Duration deadline) {
  public Trial {
    Objects.requireNonNull(deed);
    Objects.requireNonNull(who);
    Objects.requireNonNull(began);
    if (within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("no time to confirm");
    }
    Objects.requireNonNull(deadline);
  }

  /** How much of the time is left; zero where it is over. */
  public Duration left(Duration uptime) {
    Duration left = deadline.minus(uptime);
    return left.isNegative() ? Duration.ZERO : left;
  }

  Trial until(Duration later) {
    return new Trial(deed, who, began, within, later);
  }
}
