package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.Simulation;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.PassageView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code clock forward TIME}: time passes in a simulated kernel, and what it brought is told. */
public final class ClockCommand extends StatementCommand<Statement.Clock> {
  private final Session session;

  public ClockCommand(Session session, Running running, Console console) {
    super(
        new Topic("clock", Topic.SIMULATED, "let time pass"),
        Statement.Clock.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Clock statement, Staged where, CommandContext context) {
    Optional<Simulation> simulation = session.kernel().simulation();
    if (simulation.isEmpty()) {
      passes(List.of(NoSimulation.of(statement)));
      return Exit.FAILED;
    }
    console().print(new PassageView(simulation.get().forward(statement.time().value())).lines());
    return Exit.DONE;
  }
}
