package org.lvsh.language.parse;

import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;

/** Short ways to the parser. */
public final class Samples {
  private Samples() {}

  public static Parsed parse(String text) {
    return new StatementParser().parse(Source.of("shop.lvs", text));
  }

  /** The one statement of a text that has no mistake. */
  public static Statement statement(String text) {
    Parsed parsed = parse(text);
    if (!parsed.diagnostics().isEmpty() || parsed.statements().size() != 1) {
      throw new AssertionError(text + "\n" + String.join("\n", rendered(parsed.diagnostics())));
    }
    return parsed.statements().get(0);
  }

  static List<String> rendered(List<Diagnostic> diagnostics) {
    CaretRenderer renderer = new CaretRenderer();
    return diagnostics.stream().flatMap(one -> renderer.render(one).stream()).toList();
  }
}
