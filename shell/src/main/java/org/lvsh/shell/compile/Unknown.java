package org.lvsh.shell.compile;

import java.util.Collection;
import java.util.List;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Suggestion;

/** A name that nothing has. */
public final class Unknown {
  private static final int LISTED = 8;

  private Unknown() {}

  /** That there is no service of this name, with the one that may be meant or those there are. */
  public static Diagnostic service(Located<String> name, Collection<String> names) {
    Diagnostic unknown =
        Diagnostic.error("unknown-service", name.span(), "there is no service " + name.value());
    String hint =
        Suggestion.among(names, name.value())
            .map(near -> "did you mean '" + near + "'?")
            .orElseGet(() -> listed(List.copyOf(names)));
    return unknown.withHint(hint);
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
