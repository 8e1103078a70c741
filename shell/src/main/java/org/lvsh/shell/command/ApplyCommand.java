package org.lvsh.shell.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.apply.Applier;
import org.lvsh.shell.plan.SavedPlan;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.view.MovedView;
import org.lvsh.shell.view.SavedPlanView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * {@code apply [FILE]}: shows the plan, asks, and carries out that very plan. Where the file is a
 * saved plan, it is that one or none.
 */
public final class ApplyCommand extends StatementCommand<Statement.Apply> {
  private final Session session;
  private final Proposals proposals;
  private final Carrying carrying;
  private final Recoveries recoveries;
  private final SavedPlans saved = new SavedPlans();

  public ApplyCommand(
      Session session,
      Proposals proposals,
      Recoveries recoveries,
      Carrying carrying,
      Running running,
      Console console) {
    super(
        new Topic("apply", Topic.REVIEW, "change the kernel, after a question"),
        Statement.Apply.class,
        running,
        console);
    this.session = session;
    this.proposals = proposals;
    this.recoveries = recoveries;
    this.carrying = carrying;
  }

  @Override
  ExitStatus run(Statement.Apply statement, Staged where, CommandContext context) {
    boolean ofFile = statement.file().isPresent();
    if (ofFile && !session.staged().isEmpty()) {
      return fail(
          "%s staged statements would be mixed up with the file: 'apply' or 'discard' them first"
              .formatted(session.staged().size()));
    }
    String what = statement.file().map(file -> "apply " + file.value()).orElse("apply");
    List<String> staged = session.staged().stream().map(one -> asTyped(one.statement())).toList();
    Deed deed = new Deed(what, where.source(), staged);
    Optional<Located<String>> old = statement.file().filter(SavedPlans::isOne);
    return old.isPresent()
        ? applySaved(old.get(), deed, statement)
        : carrying.carryOut(() -> proposals.propose(statement.file()), deed, within(statement));
  }

  private static Optional<Duration> within(Statement.Apply statement) {
    return statement.confirmWithin().map(Located::value);
  }

  private static String asTyped(Statement statement) {
    return statement.span().equals(Span.NONE)
        ? new StatementWriter().write(statement)
        : statement.span().text();
  }

  /** Exactly what the file says, or nothing. */
  private ExitStatus applySaved(Located<String> file, Deed deed, Statement.Apply statement) {
    if (!recoveries.isClear()) {
      return Exit.FAILED;
    }
    SavedPlans.Contents contents = saved.read(file);
    if (!passes(contents.mistakes())) {
      return Exit.FAILED;
    }
    SavedPlan plan = contents.plan().orElseThrow();
    String kernel = session.kernel().label();
    if (!plan.making().kernel().equals(kernel)) {
      return fail(
          "%s was made for the %s kernel, and this is the %s one; nothing was changed"
              .formatted(file.value(), plan.making().kernel(), kernel));
    }
    Optional<Applied.Moved> moved = Applier.moved(plan.plan(), session.wholeKernel());
    if (moved.isPresent()) {
      return stale(plan, moved.get(), file);
    }
    passes(plan.plan().warnings());
    console().print(new SavedPlanView().text(plan));
    return carrying.carryOut(plan.plan(), deed, within(statement), now -> stale(plan, now, file));
  }

  /** The state has moved since a plan was saved: what has, is shown. */
  private ExitStatus stale(SavedPlan plan, Applied.Moved moved, Located<String> file) {
    Diagnostic stale =
        Diagnostic.error(
            "stale-plan",
            file.span(),
            "the kernel has changed since %s was made; nothing was done".formatted(file.value()));
    String again =
        plan.making()
                .subject()
                .map(subject -> "plan " + StatementWriter.path(subject))
                .orElse("plan")
            + " to "
            + StatementWriter.path(file.value());
    passes(List.of(stale.withHint("make it again: " + again)));
    console().print(new MovedView().lines(plan.plan(), moved));
    return Exit.FAILED;
  }
}
