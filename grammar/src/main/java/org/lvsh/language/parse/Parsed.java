package org.lvsh.language.parse;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/**
 * What a text holds: every statement in order, those with a mistake as {@link Statement.Broken},
 * and every mistake in the order of the text, up to {@link StatementParser#MISTAKE_LIMIT}.
 *
 * @param comments from the number sign to the end of the line, in their order
 */
public record Parsed(
    Source source, List<Statement> statements, List<Span> comments, List<Diagnostic> diagnostics) {
  public Parsed {
    statements = List.copyOf(statements);
    comments = List.copyOf(comments);
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
