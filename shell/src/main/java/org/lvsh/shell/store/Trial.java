package org.lvsh.shell.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that was applied and is put back where nobody confirms it in time.
 *
 * @param who as {@link Operator#called} says it
 * @param began when it was about to be applied
 * @param within how long somebody has to confirm it: 1 s to a day
 * @param deadline when that time is over, by {@link Uptime}
 * @param boot the start of the machine by which that is counted; empty where it is not known
 * @param stuck why it could not be put back, where that was given up and is left to people
 */
public record Trial(
    Deed deed,
    String who,
    Instant began,
    Duration within,
    Duration deadline,
    String boot,
    Optional<String> stuck) {
  public Trial {
    Objects.requireNonNull(deed);
    Objects.requireNonNull(who);
    Objects.requireNonNull(began);
    if (within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("no time to confirm");
    }
    Objects.requireNonNull(deadline);
    Objects.requireNonNull(boot);
    Objects.requireNonNull(stuck);
  }

  /** How much of the time is left; zero where it is over, as it is after another boot. */
  Duration left(String bootNow, Duration uptime) {
    Duration left = deadline.minus(uptime);
    return left.isNegative() || !boot.equals(bootNow) ? Duration.ZERO : left;
  }

  Trial until(Duration later) {
    return new Trial(deed, who, began, within, later, boot, stuck);
  }

  Trial stuckFor(String why) {
    return new Trial(deed, who, began, within, deadline, boot, Optional.of(why));
  }
}
