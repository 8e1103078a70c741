package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code exit}: leaves; where statements are staged, after a question. */
public final class ExitCommand extends StatementCommand<Statement.Exit> {
  private final Session session;

  public ExitCommand(Session session, Running running, Console console) {
    super(
        new Topic("exit", Topic.SHELL, "leave (also quit, Ctrl-D)"),
        Statement.Exit.class,
        running,
        console);
    this.session = session;
    setAliases(List.of("quit"));
  }

  @Override
  ExitStatus run(Statement.Exit statement, Staged where, CommandContext context) {
    if (mayLeave(where)) {
      running().leave();
    }
    return Exit.DONE;
  }

  private boolean mayLeave(Staged where) {
    int count = session.staged().size();
    if (count == 0 || !where.interactive()) {
      return true;
    }
    String staged = "%s staged statement%s".formatted(count, count == 1 ? " is" : "s are");
    Console.Reply reply = console().ask(staged + " not applied. Leave all the same?");
    if (reply == Console.Reply.NOBODY) {
      console().tell(List.of(Line.of(Line.Style.WARNING, "leaving: " + staged + " not applied")));
    }
    return reply != Console.Reply.NO;
  }
}
