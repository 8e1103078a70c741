package org.lvsh.shell.app;

import java.util.List;
import org.lvsh.kernel.Progress;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.command.DeclarationFiles;
import org.lvsh.shell.command.Exit;
import org.lvsh.shell.session.Working;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.ExitStatus;

/**
 * Runs a script: checks all of it, then carries its statements out up to the first one that fails.
 */
final class ScriptRunner {
  private final Interpreter interpreter;
  private final DeclarationFiles files;

  ScriptRunner(Interpreter interpreter, DeclarationFiles files) {
    this.interpreter = interpreter;
    this.files = files;
  }

  /**
   * Runs a script.
   *
   * @param source whose its declarations are
   * @return done; failed; or changes, where some are still staged at the end
   */
  ExitStatus run(Parsed script, String source) {
    if (script.statements().isEmpty() && script.diagnostics().isEmpty()) {
      interpreter.show(List.of(DeclarationFiles.empty(script.source().name())));
      return Exit.FAILED;
    }
    List<Diagnostic> found =
        interpreter
            .console()
            .doing(
                "checking " + CaretRenderer.printable(script.source().name()),
                () -> new Rehearsal(interpreter.session(), files).check(script, source));
    if (found.stream().anyMatch(Diagnostic::isError)) {
      interpreter.show(found);
      return Exit.FAILED;
    }
    String name = CaretRenderer.printable(script.source().name());
    try (Working.Work work = interpreter.console().begin("running " + name)) {
      return carryOut(script, source, work);
    }
  }

  private ExitStatus carryOut(Parsed script, String source, Progress progress) {
    Progression progression = new Progression();
    int begun = 0;
    for (Statement statement : script.statements()) {
      progress.report(begun++, script.statements().size());
      ExitStatus ended = interpreter.execute(statement, source, false);
      if (progression.fails(statement, ended)) {
        tell("stopped at %s:%d".formatted(script.source().name(), statement.span().line()));
        interpreter.tellStaged();
        return progression.status();
      }
      if (interpreter.isLeaving()) {
        break;
      }
    }
    return interpreter.tellStaged() ? Exit.CHANGES : progression.status();
  }

  private void tell(String text) {
    interpreter.console().tell(List.of(Line.of(Line.Style.WARNING, text)));
  }
}
