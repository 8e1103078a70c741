package org.lvsh.shell.compile;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * That a client stays on one server, as it is said once for both address families.
 *
 * @param time 1 s to 4294967295 s, whole seconds
 */
public record Stickiness(Duration time, Optional<Grain> grain, Optional<String> engine) {
  public Stickiness {
    Objects.requireNonNull(time);
    Objects.requireNonNull(grain);
    Objects.requireNonNull(engine);
  }

  /**
   * The clients that count as one.
   *
   * @param value a prefix length (1 to 128), or an IPv4 netmask as an unsigned 32-bit number
   */
  public record Grain(boolean isMask, long value) {}
}
