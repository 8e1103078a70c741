package org.lvsh.shell.command;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.apply.Applier;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.plan.Load;
import org.lvsh.shell.plan.LostNames;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.Planner;
import org.lvsh.shell.plan.Restoration;
import org.lvsh.shell.plan.Touched;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Trial;

/**
 * Puts back what was applied on trial, wherever it stands: all of it, some of it where the process
 * that applied it was killed, or none. What others have changed meanwhile stays as it is.
 */
public final class PutBack {
  private static final String VERB = "put back ";

  private final Session session;
  private final Bookkeeping bookkeeping;
  private boolean failureIsKept;

  public PutBack(Session session, Console console) {
    this.session = session;
    this.bookkeeping = new Bookkeeping(session, console);
  }

  /**
   * Puts it back; the lock must be held.
   *
   * @return why that cannot be done now; empty where all is as it was before
   * @throws org.lvsh.kernel.KernelException where the kernel cannot be reached
   */
  public Optional<String> run(Trial trial) {
    Proposal proposal = proposal();
    if (proposal.plan().isEmpty()) {
      return Optional.of(
          "there is no plan for it"
              + proposal.diagnostics().stream()
                  .filter(Diagnostic::isError)
                  .findFirst()
                  .map(error -> ": " + error.message())
                  .orElse(""));
    }
    return isDone(proposal.plan().get(), deed(trial))
        ? Optional.empty()
        : Optional.of("the kernel refuses");
  }

  /**
   * Makes the plan for it and changes nothing: so what that takes is loaded by then, and it is
   * known that it can be read. As long as nothing is applied the way back has no steps, so that of
   * the two states is gone, too.
   *
   * @throws org.lvsh.kernel.KernelException where the kernel or one of the states cannot be read
   */
  public void rehearse() {
    Snapshot before = session.store().trials().before();
    Snapshot after = session.store().trials().after();
    Planner.plan(
        after,
        after,
        Desired.asItIs(after, before),
        () -> Load.unknown("nothing has been applied"));
    proposal();
  }

  private Proposal proposal() {
    Snapshot before = session.store().trials().before();
    Snapshot after = session.store().trials().after();
    Touched touched = Touched.NOTHING.and(before, after);
    // Cut off on the way, an apply leaves services that have no name yet, or no name any more.
    Set<ServiceKey> ours = new HashSet<>(after.ownership().keySet());
    ours.addAll(before.ownership().keySet());
    return session.restore(
        (live, told) -> {
          Restoration restoration = new Restoration(before, live.named(), touched, ours);
          told.addAll(restoration.diagnostics());
          return live.kernel().ownership().isEmpty()
              ? LostNames.putBack(restoration.snapshot(), before)
              : restoration.snapshot();
        });
  }

  /** Tells the audit log why it could not be put back; once, however often it is tried. */
  public void failed(Trial trial, String why) {
    if (!failureIsKept) {
      failureIsKept = true;
      bookkeeping.note(deed(trial), "failed: " + why);
    }
  }

  private static Deed deed(Trial trial) {
    return new Deed(
        VERB + "'%s' of %s: nobody confirmed it".formatted(trial.deed().what(), trial.who()),
        trial.deed().source());
  }

  /** Whether this is what was done for want of a confirmation. */
  public static boolean isOne(Deed deed) {
    return deed.what().startsWith(VERB);
  }

  private boolean isDone(Plan plan, Deed deed) {
    Applied applied = new Applier(session.kernel()).apply(plan, Progress.SILENT);
    boolean isDone = applied instanceof Applied.Whole;
    if (isDone || !failureIsKept) {
      failureIsKept |= !isDone;
      bookkeeping.keep(plan, deed, applied);
    }
    return isDone;
  }
}
