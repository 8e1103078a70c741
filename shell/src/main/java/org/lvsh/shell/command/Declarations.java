package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.parse.Parsed;

/**
 * What a file of declarations holds, and what is wrong with its text.
 *
 * @param text all of it; empty where the file could not be read
 */
public record Declarations(Optional<Parsed> text, List<Diagnostic> diagnostics) {
  public Declarations {
    diagnostics = List.copyOf(diagnostics);
  }

  public List<Statement> statements() {
    return text.map(Parsed::statements).orElse(List.of());
  }

  /** Whether the text itself has a mistake. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
