package org.lvsh.shell.apply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.plan.Plan;

/**
 * Carries out a plan on a kernel. Before the first operation the kernel is read again: where what
 * the plan rests on has moved, nothing is done. On a refusal everything that was done is put back.
 */
public final class Applier {
  private final Kernel kernel;

  public Applier(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Carries out a plan.
   *
   * @throws KernelException where the kernel cannot be read; nothing was changed then
   */
  public Applied apply(Plan plan, Progress progress) {
    Snapshot now = kernel.read();
    if (new Basis(plan).hasMoved(now)) {
      return new Applied.Moved();
    }
    List<Outcome> outcomes = new ArrayList<>();
    int total = plan.operations().size();
    for (List<Operation> batch : Batches.of(plan.operations())) {
      progress.report(outcomes.size(), total);
      List<Outcome> done = attempt(batch);
      outcomes.addAll(done);
      if (!done.stream().allMatch(Applier::isDone)) {
        addUntried(plan, outcomes);
        return new Applied.Failed(outcomes, putBack(plan.basis(), outcomes));
      }
    }
    progress.report(total, total);
    return new Applied.Whole(total);
  }

  /** {@link Kernel#apply} throws before it has changed anything. */
  private List<Outcome> attempt(List<Operation> batch) {
    try {
      return kernel.apply(batch, Progress.SILENT);
    } catch (KernelException unreachable) {
      return batch.stream().map(Outcome::notTried).toList();
    }
  }

  private static boolean isDone(Outcome outcome) {
    return outcome.status() == Outcome.Status.DONE;
  }

  private static void addUntried(Plan plan, List<Outcome> outcomes) {
    List<Operation> operations = plan.operations();
    operations
        .subList(outcomes.size(), operations.size())
        .forEach(operation -> outcomes.add(Outcome.notTried(operation)));
  }

  private List<Outcome> putBack(Snapshot basis, List<Outcome> outcomes) {
    Inverse inverse = new Inverse(basis);
    List<Outcome> done = new ArrayList<>(outcomes.stream().filter(Applier::isDone).toList());
    Collections.reverse(done);
    List<Operation> back = new ArrayList<>();
    done.forEach(outcome -> back.addAll(outcome.operation().accept(inverse)));
    List<Outcome> result = new ArrayList<>();
    Batches.of(back).forEach(batch -> result.addAll(attempt(batch)));
    return result;
  }
}
