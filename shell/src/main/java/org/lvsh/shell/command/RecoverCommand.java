package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code recover [finish|back|keep]}: settles a change of the kernel that was cut short. */
public final class RecoverCommand extends StatementCommand<Statement.Recover> {
  private final Session session;
  private final Recoveries recoveries;

  public RecoverCommand(Session session, Recoveries recoveries, Running running, Console console) {
    super(
        new Topic("recover", Topic.REVIEW, "finish or put back a change that was cut short"),
        Statement.Recover.class,
        running,
        console);
    this.session = session;
    this.recoveries = recoveries;
  }

  @Override
  ExitStatus run(Statement.Recover statement, Staged where, CommandContext context) {
    if (statement.way().isEmpty()) {
      return show();
    }
    if (!session.staged().isEmpty()) {
      return fail(
          "%s staged statements lie over the kernel as it is: 'discard' them first"
              .formatted(session.staged().size()));
    }
    return switch (statement.way().get()) {
      case FINISH -> recoveries.finish() ? Exit.DONE : Exit.FAILED;
      case BACK -> recoveries.back() ? Exit.DONE : Exit.FAILED;
      case KEEP -> keep();
    };
  }

  private ExitStatus keep() {
    recoveries.keep();
    return Exit.DONE;
  }

  private ExitStatus show() {
    Optional<List<Line>> shown = recoveries.shown();
    console()
        .print(
            shown.orElse(List.of(Line.of("Nothing was cut short: there is nothing to recover."))));
    return shown.isPresent() ? Exit.CHANGES : Exit.DONE;
  }
}
