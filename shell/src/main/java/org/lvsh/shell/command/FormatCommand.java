package org.lvsh.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.format.FileWriter;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.compile.Unknown;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code format FILE}: brings a file into the one canonical form; asks no kernel. */
public final class FormatCommand extends StatementCommand<Statement.Format> {
  private final DeclarationFiles files;
  private final WholeFiles whole = new WholeFiles();
  private final RunOptions options;

  public FormatCommand(
      DeclarationFiles files, RunOptions options, Running running, Console console) {
    super(
        new Topic("format", Topic.REVIEW, "write a file in its canonical form"),
        Statement.Format.class,
        running,
        console);
    this.files = files;
    this.options = options;
  }

  @Override
  ExitStatus run(Statement.Format statement, Staged where, CommandContext context) {
    Declarations read = files.read(statement.file());
    List<Diagnostic> mistakes = new ArrayList<>(read.diagnostics());
    read.statements().stream()
        .filter(one -> !one.isChange())
        .forEach(one -> mistakes.add(Unknown.change(one)));
    Optional<Parsed> text = read.text();
    if (!passes(mistakes) || text.isEmpty()) {
      return Exit.FAILED;
    }
    List<String> lines = FileWriter.lines(text.get().statements(), text.get().comments());
    return settle(statement.file(), text.get().source().text(), lines);
  }

  private ExitStatus settle(Located<String> file, String before, List<String> lines) {
    String name = CaretRenderer.printable(file.value());
    if (before.equals(String.join("\n", lines) + "\n")) {
      return told(name + ": formatted already", Exit.DONE);
    }
    if (options.check()) {
      return told(name + ": not formatted; 'format' without --check does it", Exit.CHANGES);
    }
    Optional<Diagnostic> mistake = whole.write(file, lines);
    return passes(mistake.stream().toList()) ? told(name + ": formatted", Exit.DONE) : Exit.FAILED;
  }

  private ExitStatus told(String text, ExitStatus status) {
    console().print(List.of(Line.of(text)));
    return status;
  }
}
