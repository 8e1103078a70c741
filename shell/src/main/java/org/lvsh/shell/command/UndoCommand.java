package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code undo}: takes back the last staged statement. */
public final class UndoCommand extends StatementCommand<Statement.Undo> {
  private final Session session;

  public UndoCommand(Session session, Running running, Console console) {
    super(
        new Topic("undo", Topic.REVIEW, "take back the last staged statement"),
        Statement.Undo.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Undo statement, Staged where, CommandContext context) {
    Optional<Staged> last = session.undo();
    String told =
        last.map(staged -> "taken back: " + new StatementWriter().write(staged.statement()))
            .orElse("nothing is staged");
    console().print(List.of(Line.of(told)));
    return Exit.DONE;
  }
}
