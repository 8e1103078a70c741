package org.lvsh.kernel.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of one operation. It is known for each, never guessed from its place in a batch.
 *
 * @param errno why it was refused; empty unless {@link Status#REFUSED}
 */
public record Outcome(Operation operation, Status status, Optional<Errno> errno) {
  public Outcome {
    Objects.requireNonNull(operation);
    if ((status == Status.REFUSED) != errno.isPresent()) {
      throw new IllegalArgumentException("an errno goes with a refusal and nothing else");
    }
  }

  public static Outcome done(Operation operation) {
    return new Outcome(operation, Status.DONE, Optional.empty());
  }

  public static Outcome refused(Operation operation, Errno errno) {
    return new Outcome(operation, Status.REFUSED, Optional.of(errno));
  }

  public static Outcome unknown(Operation operation) {
    return new Outcome(operation, Status.UNKNOWN, Optional.empty());
  }

  public static Outcome notTried(Operation operation) {
    return new Outcome(operation, Status.NOT_TRIED, Optional.empty());
  }

  /** Whether the change is in the kernel. */
  public enum Status {
    DONE,
    REFUSED,
    /** It was sent, and what became of it was not told: only reading again tells. */
    UNKNOWN,
    NOT_TRIED
  }
}
