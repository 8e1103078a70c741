package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code discard}: takes back all staged statements. */
public final class DiscardCommand extends StatementCommand<Statement.Discard> {
  private final Session session;

  public DiscardCommand(Session session, Running running, Console console) {
    super(
        new Topic("discard", Topic.REVIEW, "take back all staged statements"),
        Statement.Discard.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Discard statement, Staged where, CommandContext context) {
    int count = session.discard();
    String told =
        count == 0
            ? "nothing is staged"
            : "discarded: %s staged statement%s".formatted(count, count == 1 ? "" : "s");
    console().print(List.of(Line.of(told)));
    return Exit.DONE;
  }
}
