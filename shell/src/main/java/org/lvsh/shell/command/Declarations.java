package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;

/** What a file of declarations holds, and what is wrong with its text. */
public record Declarations(List<Statement> statements, List<Diagnostic> diagnostics) {
  public Declarations {
    statements = List.copyOf(statements);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether the text itself has a mistake. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
