package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * Finds what no statement can hold, before the grammar is asked. Behind an open quote, the rest of
 * its line is taken as meant to be quoted.
 */
final class WordCheck {
  private WordCheck() {}

  static List<Diagnostic> check(Words words) {
    Span all = words.all();
    if (all.end() - all.start() > StatementParser.STATEMENT_LIMIT) {
      return List.of(tooLong(all));
    }
    List<Diagnostic> found = new ArrayList<>();
    Token previous = null;
    int quotedLine = 0;
    for (Token word : words.tokens()) {
      if (word.getType() == LvshLexer.STRAY
          && !goesOn(previous, word)
          && word.getLine() != quotedLine) {
        found.add(StrayCharacter.describe(words.span(word)));
        quotedLine = word.getText().equals("\"") ? word.getLine() : quotedLine;
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
    String message =
        "this statement has "
            + (all.end() - all.start())
            + " characters; the most is "
            + StatementParser.STATEMENT_LIMIT;
    int first = Character.charCount(all.source().text().codePointAt(all.start()));
    Span start = new Span(all.source(), all.start(), all.start() + first);
    return Diagnostic.error("statement-too-long", start, message)
        .withHint("is a line end missing?");
  }
}
