package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.plan.Restoration;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Past;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code rollback [N]}: back to the state before an apply, by a plan like any other. */
public final class RollbackCommand extends StatementCommand<Statement.Rollback> {
  private final Session session;
  private final Carrying carrying;
  private final PastApplies past;

  public RollbackCommand(Session session, Carrying carrying, Running running, Console console) {
    super(
        new Topic("rollback", Topic.REVIEW, "go back to the state before an apply"),
        Statement.Rollback.class,
        running,
        console);
    this.session = session;
    this.carrying = carrying;
    this.past = new PastApplies(session);
  }

  @Override
  ExitStatus run(Statement.Rollback statement, Staged where, CommandContext context) {
    if (!session.staged().isEmpty()) {
      return fail(
          "what is staged would be mixed up with the rollback: 'apply' or 'discard' it first");
    }
    return statement.entry().map(number -> to(number, where)).orElseGet(() -> toTheLast(where));
  }

  private ExitStatus to(Located<Integer> number, Staged where) {
    Optional<Past> found = past.find(number.value());
    if (found.isEmpty()) {
      passes(List.of(past.unknown(number)));
      return Exit.FAILED;
    }
    return to(found.get(), where);
  }

  private ExitStatus toTheLast(Staged where) {
    Optional<Past> found = past.last().map(Entry::number).flatMap(past::find);
    return found
        .map(last -> to(last, where))
        .orElseGet(() -> fail("the history has no apply that changed anything"));
  }

  private ExitStatus to(Past target, Staged where) {
    PastApplies.Back back = past.back(target);
    Deed deed = new Deed("rollback to %s".formatted(target.entry().number()), where.source());
    return carrying.carryOut(
        () ->
            session.propose(
                (live, told) -> state(target.entry(), back, live, told), where.statement().span()),
        deed);
  }

  private Snapshot state(
      Entry target, PastApplies.Back back, Snapshot live, List<Diagnostic> told) {
    if (past.isBeforeTheLastStart(target)) {
      told.add(
          Diagnostic.warning(
              "restarted",
              Span.NONE,
              "the machine was restarted since apply %s: its kernel has forgotten what was applied"
                  .formatted(target.number())));
    }
    Restoration restoration = new Restoration(back.before(), live, back.changed());
    told.addAll(restoration.diagnostics());
    return restoration.snapshot();
  }
}
