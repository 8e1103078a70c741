package org.lvsh.shell.apply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.store.Recorder;

/**
 * Carries out a plan on a kernel. Before the first operation the kernel is read again: where what
 * the plan rests on has moved, nothing is done; what has changed elsewhere is part of the state
 * before and after. On a refusal everything that was done is put back, and so is what may have been
 * done; whether all is as before, the kernel is asked.
 */
public final class Applier {
  /** How often a transaction is tried again without what is refused of it. */
  private static final int MOST_ROUNDS = 10;

  private final Kernel kernel;
  private final Recorder recorder;

  /** What is done is kept nowhere. */
  public Applier(Kernel kernel) {
    this(kernel, Recorder.NONE);
  }

  /**
   * What is done is kept, so that it can be recovered.
   *
   * @param recorder is told of each batch before it begins
   */
  public Applier(Kernel kernel, Recorder recorder) {
    this.kernel = kernel;
    this.recorder = recorder;
  }

  /**
   * What has moved under a plan since it was made; empty where nothing that it rests on has, and
   * nobody has taken a name or ports that it gives.
   */
  public static Optional<Applied.Moved> moved(Plan plan, Snapshot now) {
    Basis basis = new Basis(plan).with(new Given(plan.operations()), now);
    return basis.hasMoved(now)
        ? Optional.of(new Applied.Moved(basis.seenIn(now)))
        : Optional.empty();
  }

  /**
   * A plan beside the kernel as it is now.
   *
   * @param plan the same operations; where nothing has moved under them, from the state that there
   *     is now, with all that others have changed elsewhere
   * @param moved what has moved; nothing must be done then
   */
  public record Checked(Plan plan, Optional<Applied.Moved> moved) {}

  /**
   * Looks at the kernel once more, before a plan is carried out.
   *
   * @throws KernelException where the kernel cannot be read
   */
  public Checked check(Plan plan) {
    Snapshot now = kernel.read();
    if (now.equals(plan.basis())) {
      return new Checked(plan, Optional.empty());
    }
    Optional<Applied.Moved> moved = moved(plan, now);
    if (moved.isPresent()) {
      return new Checked(plan, moved);
    }
    return new Checked(plan.from(now, new Basis(plan).laidOver(now, plan.target())), moved);
  }

  /**
   * Checks a plan, and carries it out.
   *
   * @throws KernelException where the kernel cannot be read; nothing was changed then
   */
  public Applied apply(Plan plan, Progress progress) {
    Checked checked = check(plan);
    return checked.moved().isPresent() ? checked.moved().get() : carryOut(checked.plan(), progress);
  }

  /**
   * Carries out a plan that has been checked. Where somebody wants it to end, that is as if the
   * next batch were refused. The recording goes on until {@link #settle}.
   */
  public Applied carryOut(Plan plan, Progress progress) {
    Losses losses = Losses.before(kernel, plan);
    recorder.begin(plan);
    List<Outcome> outcomes = new ArrayList<>();
    int total = plan.operations().size();
    List<List<Operation>> batches = Batches.of(plan.operations());
    for (int number = 0; number < batches.size(); number++) {
      progress.report(outcomes.size(), total);
      Tried tried =
          progress.isStopping()
              ? none(batches.get(number), stopped())
              : attempt(number, batches, from(outcomes.size(), total, progress));
      outcomes.addAll(tried.outcomes());
      if (!tried.outcomes().stream().allMatch(Applier::isDone)) {
        addUntried(plan, outcomes);
        return failed(plan, outcomes, tried.reason(), losses);
      }
    }
    progress.report(total, total);
    return new Applied.Whole(total);
  }

  /**
   * Ends the recording, when what became of the plan is kept elsewhere: who ends on the way there
   * leaves it to be recovered, and so does what could not be put back.
   */
  public void settle(Applied applied) {
    if (applied instanceof Applied.Whole) {
      recorder.done();
    } else if (applied instanceof Applied.Failed failed && failed.isAsBefore()) {
      recorder.putBack();
    }
  }

  /** What became of a batch, and why where the kernel could not be reached. */
  private record Tried(List<Outcome> outcomes, Optional<KernelException> reason) {}

  /** What cannot be kept is not begun. */
  private Tried attempt(int number, List<List<Operation>> batches, Progress progress) {
    List<Operation> batch = batches.get(number);
    try {
      recorder.begins(number, batches.size());
    } catch (KernelException unkept) {
      return none(batch, unkept);
    }
    Tried tried = attempt(batch, progress);
    recorder.ended(number, tried.outcomes());
    return tried;
  }

  /** The progress of a batch as that of all. */
  private static Progress from(int before, int total, Progress progress) {
    return (done, all) -> progress.report(before + done, total);
  }

  private static KernelException stopped() {
    return new KernelException(Applied.Failed.STOPPED);
  }

  private static Tried none(List<Operation> batch, KernelException reason) {
    return new Tried(batch.stream().map(Outcome::notTried).toList(), Optional.of(reason));
  }

  /** {@link Kernel#apply} throws before it has changed anything. */
  private Tried attempt(List<Operation> batch, Progress progress) {
    try {
      return new Tried(kernel.apply(batch, progress), Optional.empty());
    } catch (KernelException unreachable) {
      return none(batch, unreachable);
    }
  }

  private Applied failed(
      Plan plan, List<Outcome> outcomes, Optional<KernelException> reason, Losses losses) {
    List<Outcome> putBack = putBack(plan.basis(), outcomes);
    boolean asBefore =
        isAsBefore(plan, outcomes).orElseGet(() -> isSurelyAsBefore(outcomes, putBack));
    return new Applied.Failed(outcomes, putBack, asBefore, reason, losses.since(kernel, outcomes));
  }

  /** What the kernel says of all that we touched; empty where it cannot be asked. */
  private Optional<Boolean> isAsBefore(Plan plan, List<Outcome> outcomes) {
    List<Operation> touched =
        outcomes.stream()
            .filter(outcome -> isDone(outcome) || isUnknown(outcome))
            .map(Outcome::operation)
            .toList();
    try {
      return Optional.of(new Basis(plan.basis(), touched).holds(kernel.read()));
    } catch (KernelException unreachable) {
      return Optional.empty();
    }
  }

  private static boolean isSurelyAsBefore(List<Outcome> outcomes, List<Outcome> putBack) {
    return outcomes.stream().noneMatch(Applier::isUnknown)
        && putBack.stream().allMatch(Applier::isDone);
  }

  private static boolean isUnknown(Outcome outcome) {
    return outcome.status() == Outcome.Status.UNKNOWN;
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

  /**
   * Undoes what was done, the last first. What is not known to be done is undone as well: where it
   * was not, the kernel refuses that, and nothing is lost.
   */
  private List<Outcome> putBack(Snapshot basis, List<Outcome> outcomes) {
    Inverse inverse = new Inverse(basis);
    List<Outcome> done =
        new ArrayList<>(
            outcomes.stream().filter(outcome -> isDone(outcome) || isUnknown(outcome)).toList());
    Collections.reverse(done);
    List<Operation> back = new ArrayList<>();
    done.forEach(outcome -> back.addAll(outcome.operation().accept(inverse)));
    List<Outcome> result = new ArrayList<>();
    Batches.of(back).forEach(batch -> result.addAll(insist(batch)));
    return result;
  }

  /**
   * Does as much of a batch as can be done. A transaction falls whole where one of its operations
   * is refused, such as the name of a service that somebody else has removed meanwhile: then the
   * others are tried again, without it and without all else that cannot be done any more.
   */
  private List<Outcome> insist(List<Operation> batch) {
    List<Outcome> result = new ArrayList<>();
    List<Operation> left = batch;
    for (int round = 1; !left.isEmpty(); round++) {
      List<Outcome> outcomes = attempt(left, Progress.SILENT).outcomes();
      boolean again = round < MOST_ROUNDS && isAny(outcomes, Outcome.Status.REFUSED);
      List<Operation> rest = new ArrayList<>();
      for (Outcome outcome : outcomes) {
        if (again && outcome.status() == Outcome.Status.NOT_TRIED) {
          rest.add(outcome.operation());
        } else {
          result.add(outcome);
        }
      }
      left = rest.isEmpty() ? rest : feasible(rest, result);
    }
    return result;
  }

  /**
   * Those that the kernel as it is does not refuse for what is not there; the others are refused.
   */
  private List<Operation> feasible(List<Operation> operations, List<Outcome> refused) {
    Snapshot now;
    try {
      now = kernel.read();
    } catch (KernelException unreachable) {
      return operations;
    }
    List<Operation> feasible = new ArrayList<>();
    for (Operation operation : operations) {
      missing(operation, now)
          .ifPresentOrElse(
              errno -> refused.add(Outcome.refused(operation, errno)),
              () -> feasible.add(operation));
    }
    return feasible;
  }

  /** As the firewall would refuse a name without a service, and what is not there to be removed. */
  private static Optional<Errno> missing(Operation operation, Snapshot now) {
    if (operation instanceof Operation.SetOwnership name) {
      boolean there = now.services().containsKey(name.ownership().key());
      return there ? Optional.empty() : Optional.of(Errno.ESRCH);
    }
    if (operation instanceof Operation.ClearOwnership name) {
      boolean there = now.ownership().containsKey(name.key());
      return there ? Optional.empty() : Optional.of(Errno.ENOENT);
    }
    if (operation instanceof Operation.RemoveMarkRule gone) {
      boolean there = gone.rule().equals(now.markRules().get(gone.rule().match()));
      return there ? Optional.empty() : Optional.of(Errno.ENOENT);
    }
    return Optional.empty();
  }

  private static boolean isAny(List<Outcome> outcomes, Outcome.Status status) {
    return outcomes.stream().anyMatch(outcome -> outcome.status() == status);
  }
}
