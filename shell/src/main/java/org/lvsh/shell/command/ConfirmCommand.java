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
    if (trial.stuck().isPresent()) {
      return leave(trial, where);
    }
    boolean over = trials.left(trial).isZero();
    boolean cutShort = session.store().isCutShort();
    if (over || cutShort) {
      // Whoever keeps it needs nobody to put it back; here somebody must.
      trials.met();
    }
    if (over) {
      return fail(
          "the time to confirm '%s' is over: it is being put back".formatted(trial.deed().what()));
    }
    if (cutShort) {
      return fail(
          "'%s' was cut short, so there is nothing whole to confirm: it is put back in %s seconds"
              .formatted(trial.deed().what(), trials.left(trial).toSeconds()));
    }
    trials.end();
    return ended(trial, where, "Confirmed: %s stays.", "confirmed");
  }

  /** What could not be put back: somebody has seen to it. */
  private ExitStatus leave(Trial trial, Staged where) {
    session.store().trials().end();
    return ended(trial, where, "The kernel stays as it is after %s.", "left as it is");
  }

  private ExitStatus ended(Trial trial, Staged where, String told, String outcome) {
    String what = "'%s' of %s".formatted(trial.deed().what(), trial.who());
    console().print(List.of(Line.of(told.formatted(what))));
    new Bookkeeping(session, console()).note(new Deed("confirm " + what, where.source()), outcome);
    return Exit.DONE;
  }
}
