package org.lvsh.language.parse;

import java.util.Locale;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** Says what is wrong with a character that no word can hold, and what may have been meant. */
final class StrayCharacter {
  private StrayCharacter() {}

  static Diagnostic describe(Span span) {
    int point = span.text().codePointAt(0);
    if (point == '"') {
      return openQuote(span);
    }
    if (point == '\\') {
      return mistake(span, "'\\' goes at the very end of a line, with another line behind it")
          .withHint("it says that the statement goes on in the next line");
    }
    if (point == '{' || point == '}') {
      return mistake(span, "there are no braces in this language")
          .withHint("'server' lines belong to the 'service' line above them");
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          invisible(span, "an invisible control character").withHint("delete it");
      case Character.SURROGATE -> invisible(span, "half of a character").withHint("delete it");
      case Character.SPACE_SEPARATOR ->
          invisible(span, "a blank that is not the plain one").withHint("write a plain space");
      default -> unknown(span, point);
    };
  }

  private static Diagnostic openQuote(Span span) {
    String text = span.source().text();
    int end = span.end();
    while (end < text.length() && "\"\r\n".indexOf(text.charAt(end)) < 0) {
      if (text.charAt(end) == '\\' && !isEscape(text, end)) {
        return Diagnostic.error(
                "open-quote", span, "in quotes '\\' stands only before '\"' or another '\\'")
            .withHint("write '\\\\' for a '\\'");
      }
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Diagnostic.error("open-quote", span, "the quoted text does not end on its line")
        .withHint("put a '\"' where it ends; '\\\"' is a quote inside it");
  }

  private static boolean isEscape(String text, int backslash) {
    return text.startsWith("\\\"", backslash) || text.startsWith("\\\\", backslash);
  }

  private static Diagnostic invisible(Span span, String what) {
    String code = String.format(Locale.ROOT, "U+%04X", span.text().codePointAt(0));
    return Diagnostic.error("control-character", span, what + " (" + code + ") stands here");
  }

  private static Diagnostic unknown(Span span, int point) {
    String hint =
        switch (Character.getType(point)) {
          case Character.DASH_PUNCTUATION -> "write the plain '-'";
          case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION ->
              "a file's name may be put in plain quotes, \"…\"";
          default -> "a comment begins with '#'; a file's name may be put in quotes, \"…\"";
        };
    String quote = point == '\'' ? "\"" : "'";
    String message = quote + Character.toString(point) + quote + " has no meaning here";
    return mistake(span, message).withHint(hint);
  }

  private static Diagnostic mistake(Span span, String message) {
    return Diagnostic.error("stray-character", span, message);
  }
}
