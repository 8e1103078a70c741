package org.lvsh.shell.command;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;

/** Whose the declarations of a file are: the file's own name, wherever it lies. */
public final class FileSources {
  private static final String NAMELESS = "(a file)";

  private FileSources() {}

  /** The name; of a file whose own no source can have, another, and there is a {@link #mistake}. */
  public static String name(String path) {
    String name = new File(path).getName();
    return Statement.SourceName.canBe(name) ? name : NAMELESS;
  }

  /** Where something is declared under a name that no source can have, and none is said before. */
  public static Optional<Diagnostic> mistake(String path, List<Statement> statements) {
    String name = new File(path).getName();
    return Statement.SourceName.canBe(name)
        ? Optional.empty()
        : first(statements)
            .filter(statement -> !(statement instanceof Statement.SourceName))
            .map(
                statement ->
                    Diagnostic.error(
                            "bad-source",
                            statement.span(),
                            "the file's name, '%s', cannot be the name of a source"
                                .formatted(CaretRenderer.printable(name)))
                        .withHint("put 'source NAME' above it in the file"));
  }

  /** The first statement that says a source or needs one. */
  private static Optional<Statement> first(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.SourceName
          || statement instanceof Statement.Service
          || statement instanceof Statement.Adopt) {
        return Optional.of(statement);
      }
      if (statement instanceof Statement.Include include) {
        Optional<Statement> included = first(include.contents());
        if (included.isPresent()) {
          return included;
        }
      }
    }
    return Optional.empty();
  }
}
