package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
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
    int count = session.staged().size();
    boolean leave =
        count == 0
            || !where.interactive()
            || console()
                .confirm(
                    "%d staged statement%s not applied. Leave all the same?"
                        .formatted(count, count == 1 ? " is" : "s are"));
    if (leave) {
      running().leave();
    }
    return Exit.DONE;
  }
}
