package org.lvsh.shell.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.apply.Applier;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Working;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Trial;
import org.lvsh.shell.store.Trials;
import org.lvsh.shell.view.AppliedView;
import org.lvsh.shell.view.DiagnosticsView;
import org.lvsh.shell.view.ImpactWords;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.MovedView;
import org.lvsh.shell.view.PlanTextView;
import org.springframework.shell.core.command.ExitStatus;

/**
 * Carries plans out by the rules that hold for all of them: the plan is shown, somebody says yes to
 * it, one lvsh at a time does that very plan, and what became of it is kept.
 */
public final class Carrying {
  private static final long HALF_A_SECOND = 500;

  private final Session session;
  private final RunOptions options;
  private final Console console;
  private final Bookkeeping bookkeeping;
  private final Recoveries recoveries;
  private final Makings makings;

  public Carrying(Session session, Recoveries recoveries, RunOptions options, Console console) {
    this.recoveries = recoveries;
    this.makings = new Makings(session);
    this.session = session;
    this.options = options;
    this.console = console;
    this.bookkeeping = new Bookkeeping(session, console);
  }

  /**
   * Shows a plan, and carries it out where it may.
   *
   * @param proposals makes the plan; asked once more where the kernel has changed meanwhile
   * @return done also where there was nothing to do
   */
  ExitStatus carryOut(Supplier<Proposal> proposals, Deed deed) {
    return carryOut(proposals, deed, Optional.empty());
  }

  /**
   * The same on trial.
   *
   * @param within how long somebody has to confirm it; empty: it stays
   */
  ExitStatus carryOut(Supplier<Proposal> proposals, Deed deed, Optional<Duration> within) {
    if (!recoveries.isClear()) {
      return Exit.FAILED;
    }
    Optional<Plan> shown = show(proposals.get());
    if (shown.isEmpty()) {
      return Exit.FAILED;
    }
    Plan plan = shown.get();
    return carryOut(plan, deed, within, moved -> moved(plan, moved, proposals));
  }

  /**
   * Carries out a plan that has been shown, where it may.
   *
   * @param otherwise what to say where the kernel has changed meanwhile
   */
  ExitStatus carryOut(
      Plan plan,
      Deed deed,
      Optional<Duration> within,
      Function<Applied.Moved, ExitStatus> otherwise) {
    if (plan.isEmpty()) {
      session.settled();
      return Exit.DONE;
    }
    if (within.isPresent() && !session.store().trials().arePossible()) {
      tell(
          "nobody else can reach a kernel in memory, so nobody could put it back in time:"
              + " start lvsh with --state FILE; nothing was changed");
      return Exit.FAILED;
    }
    session.store().assertNothingWaits();
    return isAllowed(plan) ? apply(plan, deed, within, otherwise) : Exit.FAILED;
  }

  /** Shows what is worth knowing, and the plan where there is one. */
  private Optional<Plan> show(Proposal proposal) {
    console.tell(new DiagnosticsView().lines(proposal.diagnostics()));
    Optional<Plan> plan =
        proposal.diagnostics().stream().anyMatch(Diagnostic::isError)
            ? Optional.empty()
            : proposal.plan();
    plan.ifPresent(
        there -> console.print(new PlanTextView().lines(there, session.kernel().label())));
    return plan;
  }

  private boolean isAllowed(Plan plan) {
    if (!console.canAsk()) {
      return isAllowedUnasked(plan);
    }
    boolean yes = options.yes() || console.confirm(ImpactWords.question(plan));
    boolean replace =
        !plan.replaces() || options.replace() || (yes && console.confirm(replacing(plan)));
    if (!yes || !replace) {
      console.tell(List.of(Line.of("Nothing was changed; what is staged stays staged.")));
    }
    return yes && replace;
  }

  private static String replacing(Plan plan) {
    long services = plan.count(ChangeKind.REPLACE);
    return "It replaces %s: %s end. Replace %s?"
        .formatted(
            services == 1 ? "1 service" : services + " services",
            ImpactWords.replaced(plan),
            services == 1 ? "it" : "them");
  }

  private boolean isAllowedUnasked(Plan plan) {
    if (!options.yes()) {
      tell("nobody can be asked here: say --yes to apply without a question; nothing was changed");
      return false;
    }
    if (plan.replaces() && !options.replace()) {
      tell(
          "the plan replaces services, and %s end: say --replace to allow it; nothing was changed"
              .formatted(ImpactWords.replaced(plan)));
      return false;
    }
    return true;
  }

  private ExitStatus apply(
      Plan plan,
      Deed deed,
      Optional<Duration> within,
      Function<Applied.Moved, ExitStatus> otherwise) {
    Done done = alone(plan, deed, within);
    AppliedView view = new AppliedView();
    if (done.applied() instanceof Applied.Whole whole) {
      session.applied();
      console.print(view.whole(whole, session.kernel().label()));
      done.trial().ifPresent(this::sayHowToKeepIt);
      return Exit.DONE;
    }
    if (done.applied() instanceof Applied.Failed failed) {
      console.tell(view.failed(failed, plan));
      return failed.isStopped() && failed.isAsBefore() ? Exit.STOPPED : Exit.FAILED;
    }
    return otherwise.apply((Applied.Moved) done.applied());
  }

  /** The state has moved under the plan: the new plan is shown, and nothing is done. */
  private ExitStatus moved(Plan before, Applied.Moved moved, Supplier<Proposal> proposals) {
    tell("the kernel has changed since this plan was made; nothing was done");
    console.print(new MovedView().lines(before, moved));
    console.print(List.of(Line.of(""), Line.of(Line.Style.HEADING, "The plan is now:")));
    show(proposals.get());
    return Exit.FAILED;
  }

  /** The time runs already, and somebody may have confirmed it meanwhile. */
  private void sayHowToKeepIt(Trial trial) {
    Duration left = session.store().trials().left(trial);
    String told = "It is put back at %s, in %s seconds, unless somebody says 'confirm' till then.";
    String when = session.store().momentIn(left);
    long seconds = left.plusMillis(HALF_A_SECOND).toSeconds();
    console.print(List.of(Line.of(Line.Style.WARNING, told.formatted(when, seconds))));
  }

  /** What became of a plan; with the trial that waits to be confirmed. */
  private record Done(Applied applied, Optional<Trial> trial) {}

  /**
   * One lvsh at a time, from the last look at the kernel to the last operation. All of it is one
   * change: whoever presses Ctrl-C in it ends nothing before what was done is put back or kept.
   */
  private Done alone(Plan plan, Deed deed, Optional<Duration> within) {
    try (Working.Work work = console.beginChange("applying")) {
      return session
          .store()
          .change(
              deed.what(),
              makings.of(deed.what()),
              recorder -> {
                Applier applier = new Applier(session.kernel(), recorder);
                Applier.Checked checked = applier.check(plan);
                return checked
                    .moved()
                    .map(moved -> new Done(kept(plan, deed, applier, moved), Optional.empty()))
                    .or(
                        () ->
                            within.map(time -> onTrial(checked.plan(), deed, time, applier, work)))
                    .orElseGet(() -> forGood(checked.plan(), deed, applier, work));
              });
    }
  }

  private Done forGood(Plan plan, Deed deed, Applier applier, Progress progress) {
    return new Done(kept(plan, deed, applier, applier.carryOut(plan, progress)), Optional.empty());
  }

  /** Only when it is kept what was done it needs no recovery any more. */
  private Applied kept(Plan plan, Deed deed, Applier applier, Applied applied) {
    Working.Work work = console.beginChange("keeping what was done");
    try {
      bookkeeping.keep(plan, deed, applied);
    } finally {
      work.close();
    }
    applier.settle(applied);
    return applied;
  }

  /**
   * The way back is armed before the first operation. Where this process ends on the way, the trial
   * stays, and its guardian puts back what was done. The time to confirm begins with the last thing
   * that is done under the lock, for nobody can confirm before.
   */
  private Done onTrial(Plan plan, Deed deed, Duration within, Applier applier, Progress progress) {
    Trials trials = session.store().trials();
    Trial trial = session.store().tryOut(deed, within, bookkeeping.before(plan), plan.target());
    Applied applied;
    try {
      applied =
          trials.arm(progress)
              ? applier.carryOut(plan, progress)
              : Applied.Failed.stoppedBefore(plan);
    } catch (KernelException failed) {
      // An open journal says that something may have been done.
      if (!session.store().isCutShort()) {
        trials.end();
      }
      throw failed;
    }
    kept(plan, deed, applier, applied);
    if (applied instanceof Applied.Whole) {
      return new Done(applied, Optional.of(begunAnew(trial)));
    }
    if (applied instanceof Applied.Failed failed && !failed.isAsBefore()) {
      warn(
          "the rest of it is tried to be put back once more in %s seconds"
              .formatted(trials.left(trial).toSeconds()));
    } else {
      trials.end();
    }
    return new Done(applied, Optional.empty());
  }

  private Trial begunAnew(Trial trial) {
    try {
      return session.store().trials().beginAnew(trial);
    } catch (KernelException unwritable) {
      warn("the time to confirm began before the first change: " + unwritable.getMessage());
      return trial;
    }
  }

  private void warn(String told) {
    console.tell(List.of(Line.of(Line.Style.WARNING, "warning: " + told)));
  }

  private void tell(String error) {
    console.tell(List.of(Line.of(Line.Style.ERROR, "error: " + error)));
  }
}
