package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.apply.Applier;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.AppliedView;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.PlanTextView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code apply [FILE]}: shows the plan, asks, and carries out that very plan. */
public final class ApplyCommand extends StatementCommand<Statement.Apply> {
  private final Session session;
  private final Proposals proposals;
  private final RunOptions options;

  public ApplyCommand(
      Session session, Proposals proposals, RunOptions options, Running running, Console console) {
    super(
        new Topic("apply", Topic.REVIEW, "change the kernel, after a question"),
        Statement.Apply.class,
        running,
        console);
    this.session = session;
    this.proposals = proposals;
    this.options = options;
  }

  @Override
  ExitStatus run(Statement.Apply statement, Staged where, CommandContext context) {
    boolean ofFile = statement.file().isPresent();
    if (ofFile && !session.staged().isEmpty()) {
      return fail(
          "%d staged statements would be mixed up with the file: 'apply' or 'discard' them first"
              .formatted(session.staged().size()));
    }
    Proposal proposal = proposals.propose(statement.file());
    boolean passes = passes(proposal.diagnostics());
    if (!passes || proposal.plan().isEmpty()) {
      return Exit.FAILED;
    }
    Plan plan = proposal.plan().get();
    console().print(new PlanTextView().lines(plan, session.kernel().label()));
    if (plan.isEmpty()) {
      session.settled();
      return Exit.DONE;
    }
    return allowed(plan) ? apply(plan, statement) : Exit.FAILED;
  }

  private boolean allowed(Plan plan) {
    if (!console().canAsk()) {
      return allowedUnasked(plan);
    }
    boolean yes = options.yes() || console().confirm("Apply this plan?");
    boolean replace =
        !plan.replaces()
            || options.replace()
            || (yes
                && console().confirm("It replaces services, whose connections end. Replace them?"));
    if (!yes || !replace) {
      console().tell(List.of(Line.of("Nothing was changed; what is staged stays staged.")));
    }
    return yes && replace;
  }

  private boolean allowedUnasked(Plan plan) {
    if (!options.yes()) {
      fail("nobody can be asked here: say --yes to apply without a question; nothing was changed");
      return false;
    }
    if (plan.replaces() && !options.replace()) {
      fail(
          "the plan replaces services, whose connections end: say --replace to allow it;"
              + " nothing was changed");
      return false;
    }
    return true;
  }

  private ExitStatus apply(Plan plan, Statement.Apply statement) {
    Applied applied = carryOut(plan, statement);
    AppliedView view = new AppliedView();
    if (applied instanceof Applied.Whole whole) {
      session.applied();
      console().print(view.whole(whole, session.kernel().label()));
      return Exit.DONE;
    }
    if (applied instanceof Applied.Failed failed) {
      console().tell(view.failed(failed, plan));
      return Exit.FAILED;
    }
    return moved(statement);
  }

  /** One lvsh at a time, from the last look at the kernel to the last operation. */
  private Applied carryOut(Plan plan, Statement.Apply statement) {
    String doing = statement.file().map(file -> "apply " + file.value()).orElse("apply");
    return session
        .store()
        .alone(
            doing,
            () -> {
              Applied applied =
                  new Applier(session.kernel()).apply(plan, console().progress("applying"));
              if (applied instanceof Applied.Whole) {
                remember(plan);
              }
              return applied;
            });
  }

  /** What was applied stays applied, whether it can be remembered or not. */
  private void remember(Plan plan) {
    session
        .store()
        .remember(plan.target())
        .ifPresent(
            why -> {
              String told =
                  "applied, and not remembered: "
                      + why
                      + "; if the packet filter is emptied, names and mark rules are lost";
              console().tell(List.of(Line.of(Line.Style.WARNING, "warning: " + told)));
            });
  }

  /** The state has moved under the plan: the new plan is shown, and nothing is done. */
  private ExitStatus moved(Statement.Apply statement) {
    fail("the kernel has changed since this plan was made; nothing was done. The plan is now:");
    Proposal proposal = proposals.propose(statement.file());
    if (passes(proposal.diagnostics())) {
      proposal
          .plan()
          .ifPresent(
              plan -> console().print(new PlanTextView().lines(plan, session.kernel().label())));
    }
    return Exit.FAILED;
  }
}
