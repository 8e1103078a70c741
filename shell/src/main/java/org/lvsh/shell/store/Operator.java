package org.lvsh.shell.store;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who works with lvsh.
 *
 * @param user the name this process runs under
 * @param behind who became that user, by {@code sudo(8)}
 * @param process the number of this process
 * @param uid the number of the user; empty where it is not known
 * @param from where they sit: what {@code ssh(1)} says of the connection, or a terminal
 */
public record Operator(
    String user, Optional<String> behind, long process, OptionalLong uid, Optional<String> from) {
  public Operator {
    Objects.requireNonNull(user);
    Objects.requireNonNull(behind);
    Objects.requireNonNull(uid);
    Objects.requireNonNull(from);
  }

  /** One of whom nothing else is known. */
  public Operator(String user, Optional<String> behind, long process) {
    this(user, behind, process, OptionalLong.empty(), Optional.empty());
  }

  /** {@code alice (as root)}, or {@code root}. */
  public String called() {
    return behind
        .filter(name -> !name.equals(user))
        .map(name -> name + " (as " + user + ")")
        .orElse(user);
  }
}
