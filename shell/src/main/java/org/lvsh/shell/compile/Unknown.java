package org.lvsh.shell.compile;

import java.util.Collection;
import java.util.List;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Suggestion;

/** Words that mean nothing where they stand. */
public final class Unknown {
  private static final int LISTED = 8;

  private Unknown() {}

  /** That there is no service of this name, with the one that may be meant or those there are. */
  public static Diagnostic service(Located<String> name, Collection<String> names) {
    Diagnostic unknown =
        Diagnostic.error("unknown-service", name.span(), "there is no service " + name.value());
    String hint = Suggestion.hint(names, name.value()).orElseGet(() -> listed(List.copyOf(names)));
    return unknown.withHint(hint);
  }

  /** The same of a pool. */
  static Diagnostic pool(Located<String> name, Collection<String> names) {
    Diagnostic unknown =
        Diagnostic.error("unknown-pool", name.span(), "there is no pool " + name.value());
    return unknown.withHint(
        Suggestion.hint(names, name.value())
            .orElse("declare it: 'pool %s', then its servers".formatted(name.value())));
  }

  /** That there is no warning of this code; mistakes cannot be silenced. */
  static Diagnostic warning(Located<String> code) {
    Diagnostic unknown =
        Diagnostic.error("unknown-warning", code.span(), "there is no warning " + code.value());
    return unknown.withHint(
        Suggestion.hint(Warning.codes(), code.value())
            .orElse("there are " + String.join(", ", Warning.codes())));
  }

  /** That a statement is neither a declaration nor an edit, where only these can stand. */
  public static Diagnostic change(Statement statement) {
    return Diagnostic.error(
            "not-a-declaration",
            statement.span(),
            "'%s' cannot stand here: only declarations and edits can".formatted(statement.verb()))
        .withHint("a script that does things is run with 'lvsh FILE', not planned or applied");
  }

  private static String listed(List<String> names) {
    if (names.isEmpty()) {
      return "there are no services yet";
    }
    return names.size() <= LISTED
        ? "there are " + String.join(", ", names)
        : "'show services' lists the %d there are".formatted(names.size());
  }
}
