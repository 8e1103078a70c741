package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.SnapshotView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code export FORMAT [to FILE]}: the live state as a file for others; changes nothing. */
public final class ExportCommand extends StatementCommand<Statement.Export> {
  private final Session session;
  private final WholeFiles files = new WholeFiles();

  public ExportCommand(Session session, Running running, Console console) {
    super(
        new Topic("export", Topic.LOOK, "write the kernel's state to a file"),
        Statement.Export.class,
        running,
        console);
    this.session = session;
  }

  @Override
  ExitStatus run(Statement.Export statement, Staged where, CommandContext context) {
    String kernel = session.kernel().label();
    Snapshot live = session.wholeLive();
    List<Line> lines =
        switch (statement.format()) {
          case LVS -> new SnapshotView().lines(live, kernel);
        };
    if (statement.file().isEmpty()) {
      console().print(lines);
      return Exit.DONE;
    }
    return write(lines, statement.file().get(), kernel);
  }

  private ExitStatus write(List<Line> lines, Located<String> file, String kernel) {
    Optional<Diagnostic> mistake = files.write(file, lines.stream().map(Line::text).toList());
    if (!passes(mistake.stream().toList())) {
      return Exit.FAILED;
    }
    String name = CaretRenderer.printable(file.value());
    console().print(List.of(Line.of("Wrote %s: the %s kernel as it is.".formatted(name, kernel))));
    return Exit.DONE;
  }
}
