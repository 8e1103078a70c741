package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.DiagnosticsJsonView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code check FILE [as …]}: says every mistake of a file, against the kernel as it is. */
public final class CheckCommand extends StatementCommand<Statement.Check> {
  private final Proposals proposals;

  public CheckCommand(Proposals proposals, Running running, Console console) {
    super(
        new Topic("check", Topic.REVIEW, "say every mistake of a file"),
        Statement.Check.class,
        running,
        console);
    this.proposals = proposals;
  }

  @Override
  ExitStatus run(Statement.Check statement, Staged where, CommandContext context) {
    Proposal proposal = proposals.propose(Optional.of(statement.file()));
    if (statement.format().equals(Optional.of(Statement.CheckFormat.JSON))) {
      List<Diagnostic> told = proposal.diagnostics();
      console().print(new DiagnosticsJsonView().lines(statement.file().value(), told));
      return told.stream().anyMatch(Diagnostic::isError) ? Exit.FAILED : Exit.DONE;
    }
    if (!passes(proposal.diagnostics())) {
      return Exit.FAILED;
    }
    console().print(List.of(Line.of(statement.file().value() + ": no mistakes")));
    return Exit.DONE;
  }
}
