package org.lvsh.kernel.host;

import java.util.Objects;

/**
 * A program that runs.
 *
 * @param name as {@code comm} has it (proc(5))
 * @param isHere whether it is known to be in the network namespace of who asks; of another user's
 *     processes only root may know
 */
public record HostProcess(long id, String name, boolean isHere) {
  public HostProcess {
    Objects.requireNonNull(name);
  }
}
