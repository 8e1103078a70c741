package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** Finds what no statement can hold, before the grammar is asked. */
final class WordCheck {
  private WordCheck() {}

  static List<Diagnostic> check(Words words) {
    Span all = words.all();
    if (all.end() - all.start() > StatementParser.STATEMENT_LIMIT) {
      return List.of(tooLong(all));
    }
    List<Diagnostic> found = new ArrayList<>();
    Token previous = null;
    for (Token word : words.tokens()) {
      if (word.getType() == LvshLexer.STRAY && !goesOn(previous, word)) {
        found.add(stray(words.span(word)));
      }
      previous = word;
    }
    return found;
  }

  /** Whether a stray character only continues a run of them, which is one mistake. */
  private static boolean goesOn(Token previous, Token word) {
    return previous != null
        && previous.getType() == LvshLexer.STRAY
        && previous.getStopIndex() + 1 == word.getStartIndex();
  }

  private static Diagnostic tooLong(Span all) {
    int length = all.end() - all.start();
    String message =
        "this statement has %,d characters; the most is %,d"
            .formatted(length, StatementParser.STATEMENT_LIMIT);
    Span start = new Span(all.source(), all.start(), all.start() + 1);
    return Diagnostic.error("statement-too-long", start, message)
        .withHint("is a line end missing?");
  }

  private static Diagnostic stray(Span span) {
    int point = span.text().codePointAt(0);
    if (point == '"') {
      return Diagnostic.error("open-quote", span, "the quoted text does not end on its line")
          .withHint("put a '\"' where it ends; '\\\"' is a quote inside it");
    }
    if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
      String message = "an invisible control character (U+%04X) stands here".formatted(point);
      return Diagnostic.error("control-character", span, message).withHint("delete it");
    }
    if (point == '\\') {
      return Diagnostic.error("stray-character", span, "'\\' goes at the very end of a line")
          .withHint("it says that the statement goes on in the next line");
    }
    if (point == '{' || point == '}') {
      return Diagnostic.error("stray-character", span, "there are no braces in this language")
          .withHint("'server' lines belong to the 'service' line above them");
    }
    String message = "'" + Character.toString(point) + "' has no meaning here";
    return Diagnostic.error("stray-character", span, message)
        .withHint("a comment begins with '#'; a file's name may be put in quotes");
  }
}
