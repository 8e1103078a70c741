package org.lvsh.language.parse;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;

/**
 * What a text holds: every statement in order, those with a mistake as {@link Statement.Broken},
 * and every mistake in the order of the text, up to {@link StatementParser#MISTAKE_LIMIT}.
 */
public record Parsed(Source source, List<Statement> statements, List<Diagnostic> diagnostics) {
  public Parsed {
    statements = List.copyOf(statements);
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
