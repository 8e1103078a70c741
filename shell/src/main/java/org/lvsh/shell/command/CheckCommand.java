package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Proposal;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code check FILE}: says every mistake of a file, against the kernel as it is. */
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
    if (!passes(proposal.diagnostics())) {
      return Exit.FAILED;
    }
    console().print(List.of(Line.of(statement.file().value() + ": no mistakes")));
    return Exit.DONE;
  }
}
