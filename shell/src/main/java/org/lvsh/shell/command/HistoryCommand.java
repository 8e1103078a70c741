package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.History;
import org.lvsh.shell.view.HistoryJsonView;
import org.lvsh.shell.view.HistoryTableView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code history [all] [as …]}: what was applied, the newest first. */
public final class HistoryCommand extends StatementCommand<Statement.History> {
  private final PastApplies past;

  public HistoryCommand(Session session, Running running, Console console) {
    super(
        new Topic("history", Topic.REVIEW, "show what was applied, when and by whom"),
        Statement.History.class,
        running,
        console);
    this.past = new PastApplies(session);
  }

  @Override
  ExitStatus run(Statement.History statement, Staged where, CommandContext context) {
    History.Listing listing = past.list();
    passes(listing.unreadable().stream().map(HistoryCommand::damaged).toList());
    console().print(lines(listing, statement));
    return Exit.DONE;
  }

  private List<Line> lines(History.Listing listing, Statement.History statement) {
    return switch (statement.format().orElse(Statement.HistoryFormat.TABLE)) {
      case TABLE -> new HistoryTableView().list(listing.entries(), statement.all());
      case JSON -> new HistoryJsonView(past::isBeforeTheLastStart).list(listing.entries());
    };
  }

  private static Diagnostic damaged(int number) {
    return Diagnostic.warning(
        "damaged", Span.NONE, "apply %s of the history cannot be read".formatted(number));
  }
}
