package org.lvsh.shell.store;

import java.util.Objects;
import java.util.Optional;

/**
 * Who works with lvsh.
 *
 * @param user the name this process runs under
 * @param behind who became that user, by {@code sudo(8)}
 * @param process the number of this process
 */
public record Operator(String user, Optional<String> behind, long process) {
  public Operator {
    Objects.requireNonNull(user);
    Objects.requireNonNull(behind);
  }

  /** {@code alice (as root)}, or {@code root}. */
  public String called() {
    return behind
        .filter(name -> !name.equals(user))
        .map(name -> name + " (as " + user + ")")
        .orElse(user);
  }
}
