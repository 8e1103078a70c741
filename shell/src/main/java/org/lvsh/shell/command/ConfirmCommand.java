package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Trial;
import org.lvsh.shell.store.Trials;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code confirm}: what was applied on trial stays. */
public final class ConfirmCommand extends StatementCommand<Statement.Confirm> {
  private final Session session;

  public ConfirmCommand(Session session, Running running, Console console) {
    super(
        new Topic("confirm", Topic.REVIEW, "keep what was applied with 'confirm within'"),
        Statement.Confirm.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Confirm statement, Staged where, CommandContext context) {
    return session.store().aloneOnTrial("confirm", () -> confirm(where));
  }

  private ExitStatus confirm(Staged where) {
    Trials trials = session.store().trials();
    Optional<Trial> pending = trials.pending();
    if (pending.isEmpty()) {
      return fail("nothing waits to be confirmed: 'history' says what became of it");
    }
    Trial trial = pending.get();
    if (trials.left(trial).isZero()) {
      return fail(
          "the time to confirm '%s' is over: it is being put back".formatted(trial.deed().what()));
    }
    trials.end();
    String what = "'%s' of %s".formatted(trial.deed().what(), trial.who());
    console().print(List.of(Line.of("Confirmed: %s stays.".formatted(what))));
    new Bookkeeping(session, console())
        .note(new Deed("confirm " + what, where.source()), "confirmed");
    return Exit.DONE;
  }
}
