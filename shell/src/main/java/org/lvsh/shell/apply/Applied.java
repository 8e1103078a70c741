package org.lvsh.shell.apply;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.plan.Plan;

/** What became of a plan. */
public sealed interface Applied {

  /** Every operation is done. */
  record Whole(int operations) implements Applied {}

  /**
   * The kernel is not what the plan was made from; nothing was done.
   *
   * @param now the state that the plan was made from, but for what it rests on: that is as the
   *     kernel has it now
   */
  record Moved(Snapshot now) implements Applied {
    public Moved {
      Objects.requireNonNull(now);
    }
  }

  /**
   * An operation was refused, or somebody wanted it to end, and what was done has been put back as
   * far as the kernel let it.
   *
   * @param outcomes of every operation of the plan, in its order
   * @param putBack of every operation that undid one, in the order they were tried
   * @param isAsBefore whether the kernel is as it was before, by what it says itself
   * @param reason why the kernel could not be reached; empty where it was
   * @param lost what putting back does not bring back
   */
  record Failed(
      List<Outcome> outcomes,
      List<Outcome> putBack,
      boolean isAsBefore,
      Optional<KernelException> reason,
      Lost lost)
      implements Applied {
    static final String STOPPED = "stopped by Ctrl-C";

    public Failed {
      outcomes = List.copyOf(outcomes);
      putBack = List.copyOf(putBack);
      Objects.requireNonNull(reason);
      Objects.requireNonNull(lost);
    }

    /** Nothing of a plan was tried, since somebody wanted it to end before. */
    public static Failed stoppedBefore(Plan plan) {
      return new Failed(
          plan.operations().stream().map(Outcome::notTried).toList(),
          List.of(),
          true,
          Optional.of(new KernelException(STOPPED)),
          Lost.NONE);
    }

    /** Whether somebody wanted it to end. */
    public boolean isStopped() {
      return reason.map(KernelException::getMessage).filter(STOPPED::equals).isPresent();
    }
  }

  /**
   * Connections and templates of what was removed and put back again that are there no longer.
   *
   * @param connections 0 where there were none, or where they could not be counted
   * @param templates likewise
   */
  record Lost(long connections, long templates) {
    static final Lost NONE = new Lost(0, 0);
  }
}
