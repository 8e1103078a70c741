package org.lvsh.shell.apply;

import java.util.List;
import org.lvsh.kernel.model.Outcome;

/** What became of a plan. */
public sealed interface Applied {

  /** Every operation is done. */
  record Whole(int operations) implements Applied {}

  /** The kernel is not what the plan was made from; nothing was done. */
  record Moved() implements Applied {}

  /**
   * An operation was refused, and what was done has been put back as far as the kernel let it.
   *
   * @param outcomes of every operation of the plan, in its order
   * @param putBack of every operation that undid one, in the order they were tried
   */
  record Failed(List<Outcome> outcomes, List<Outcome> putBack) implements Applied {
    public Failed {
      outcomes = List.copyOf(outcomes);
      putBack = List.copyOf(putBack);
    }

    /** Whether the kernel is as it was before. */
    public boolean isAsBefore() {
      boolean unknown =
          outcomes.stream().anyMatch(outcome -> outcome.status() == Outcome.Status.UNKNOWN);
      return !unknown
          && putBack.stream().allMatch(outcome -> outcome.status() == Outcome.Status.DONE);
    }
  }
}
