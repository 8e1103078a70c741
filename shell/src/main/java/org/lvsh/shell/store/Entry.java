package org.lvsh.shell.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the history says of one apply in a line.
 *
 * @param number from 1 on; a later one has a higher one
 * @param when it ended
 * @param who as {@link Operator#called} says it
 * @param boot which start of the machine it was in; empty where that does not matter
 */
public record Entry(
    int number, Instant when, String who, Deed deed, Result result, Optional<String> boot) {
  public Entry {
    Objects.requireNonNull(when);
    Objects.requireNonNull(who);
    Objects.requireNonNull(deed);
    Objects.requireNonNull(result);
    Objects.requireNonNull(boot);
  }

  /** Whether the kernel was another one afterwards. */
  public boolean hasChanged() {
    return result.ended().hasChanged();
  }
}
