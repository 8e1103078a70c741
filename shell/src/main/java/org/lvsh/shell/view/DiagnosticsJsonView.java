package org.lvsh.shell.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/**
 * What is wrong with a file as a JSON document, for editors. Lines and columns count from 1,
 * columns in characters (code points); the end is the place behind the last one.
 */
public final class DiagnosticsJsonView {

  /**
   * The document.
   *
   * @param file as the operator named it
   */
  public List<Line> lines(String file, List<Diagnostic> diagnostics) {
    JsonObject document = Json.document("lvsh-check");
    document.addProperty("file", file);
    JsonArray array = new JsonArray();
    diagnostics.forEach(diagnostic -> array.add(diagnostic(diagnostic)));
    document.add("diagnostics", array);
    return Json.lines(document);
  }

  private static JsonObject diagnostic(Diagnostic diagnostic) {
    JsonObject object = new JsonObject();
    object.addProperty("severity", diagnostic.severity().word());
    object.addProperty("code", diagnostic.code());
    object.addProperty("message", diagnostic.message());
    diagnostic.hint().ifPresent(hint -> object.addProperty("hint", hint));
    Span span = diagnostic.span();
    if (!span.source().name().isEmpty()) {
      Source source = span.source();
      object.addProperty("file", source.name());
      object.addProperty("line", source.line(span.start()));
      object.addProperty("column", source.column(span.start()));
      object.addProperty("endLine", source.line(span.end()));
      object.addProperty("endColumn", source.column(span.end()));
    }
    return object;
  }
}
