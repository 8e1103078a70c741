package org.lvsh.shell.app;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.command.Exit;
import org.springframework.shell.core.command.ExitStatus;

/**
 * Runs what stands on the command line. Edits are planned and applied at once, by the usual rules:
 * a question at a terminal, {@code --yes} elsewhere.
 */
final class StatementRunner {
  private static final String SOURCE = "prompt";

  private final Interpreter interpreter;

  StatementRunner(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  ExitStatus run(Parsed parsed) {
    if (parsed.hasErrors()) {
      interpreter.show(parsed.diagnostics());
      return isUsage(parsed.diagnostics()) ? Exit.USAGE : Exit.FAILED;
    }
    Progression progression = new Progression();
    for (Statement statement : parsed.statements()) {
      ExitStatus ended = interpreter.execute(statement, SOURCE, false);
      if (progression.fails(statement, ended)) {
        interpreter.tellStaged();
        return progression.status();
      }
      if (interpreter.isLeaving()) {
        return interpreter.tellStaged() ? Exit.CHANGES : progression.status();
      }
    }
    return interpreter.session().staged().isEmpty() ? progression.status() : applyNow();
  }

  private ExitStatus applyNow() {
    return interpreter.execute(
        new Statement.Apply(Span.NONE, Optional.empty(), Optional.empty()), SOURCE, false);
  }

  /**
   * No statement at all is wrong usage of lvsh; a mistake within one is a mistake of the language.
   */
  private static boolean isUsage(List<Diagnostic> diagnostics) {
    return diagnostics.get(0).code().equals("unknown-statement");
  }
}
