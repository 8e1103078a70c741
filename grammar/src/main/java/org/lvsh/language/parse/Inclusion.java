package org.lvsh.language.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/** Follows {@code include} statements from file to file, within bounds. */
final class Inclusion {
  /** The most files that one text may include, whether by itself or by those it includes. */
  static final int FILE_LIMIT = 1_000;

  /** The most files that are open one inside the other. */
  static final int DEPTH_LIMIT = 16;

  private final SourceLoader loader;
  private final List<Diagnostic> diagnostics;
  private final Deque<String> open = new ArrayDeque<>();
  private int files;
  private long characters;
  private boolean toldTooMany;

  Inclusion(SourceLoader loader, Source top, List<Diagnostic> diagnostics) {
    this.loader = loader;
    this.diagnostics = diagnostics;
    if (top.isFile()) {
      open.push(loader.identity(top.name()));
    }
  }

  /**
   * The statements of an included file; none, with a diagnostic, where it cannot be read.
   *
   * @param including where the statement stands
   */
  List<Statement> read(
      Source including, Located<String> file, Function<Source, List<Statement>> parse) {
    try {
      String located = loader.locate(including, file.value());
      String identity = loader.identity(located);
      if (open.contains(identity)) {
        return refuse(
            file,
            "include-cycle",
            located + " would include itself",
            "leave one 'include' of the circle out");
      }
      if (open.size() >= DEPTH_LIMIT || files >= FILE_LIMIT) {
        return refuse(
            file,
            "too-many-includes",
            "more than %d files, or %d one inside the other, are not read"
                .formatted(FILE_LIMIT, DEPTH_LIMIT),
            "put some of them together");
      }
      files++;
      Source source = loader.load(located);
      characters += source.text().length();
      if (characters > SourceReader.LIMIT) {
        return refuse(
            file,
            "too-many-includes",
            "the included files hold more than 64 MiB together",
            "include less");
      }
      open.push(identity);
      List<Statement> statements = parse.apply(source);
      open.pop();
      return statements;
    } catch (SourceReader.Unreadable unreadable) {
      diagnostics.add(placed(located(unreadable.diagnostic(), including), file.span()));
      return List.of();
    }
  }

  /** Says where a path leads to from within a file. */
  private static Diagnostic located(Diagnostic told, Source including) {
    boolean missing = told.hint().equals(Optional.of(SourceReader.FROM_HERE));
    return missing && including.isFile()
        ? told.withHint("the path is taken from the folder of the file that includes it")
        : told;
  }

  /**
   * What is wrong inside the file stands there; what is wrong with all of it, where it is named.
   */
  private static Diagnostic placed(Diagnostic told, Span named) {
    return told.span().source().name().isEmpty()
        ? new Diagnostic(told.severity(), told.code(), named, told.message(), told.hint())
        : told;
  }

  private List<Statement> refuse(Located<String> file, String code, String message, String hint) {
    diagnostics.add(Diagnostic.error(code, file.span(), message).withHint(hint));
    return List.of();
  }

  /** Says, once, that reading ends here. */
  void tellTooMany(Span last) {
    if (toldTooMany) {
      return;
    }
    toldTooMany = true;
    Span end = new Span(last.source(), last.end(), last.end());
    diagnostics.add(
        Diagnostic.error("too-many-mistakes", end, "too many mistakes: the rest is not read")
            .withHint("is this a file of statements?"));
  }
}
