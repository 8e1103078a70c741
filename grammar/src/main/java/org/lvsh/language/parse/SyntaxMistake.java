package org.lvsh.language.parse;

import java.util.List;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.diagnostic.Suggestion;

/** Says what the grammar expected and what it found instead. */
final class SyntaxMistake {
  private final LvshParser parser;
  private final Words words;

  SyntaxMistake(LvshParser parser, Words words) {
    this.parser = parser;
    this.words = words;
  }

  Diagnostic describe(RecognitionException mistake) {
    RuleContext context = mistake.getCtx() == null ? parser.getContext() : mistake.getCtx();
    Expected expected = Expected.at(parser.getATN(), mistake.getOffendingState(), context);
    Token found = mistake.getOffendingToken();
    int place = words.tokens().indexOf(found);
    if (place == 0) {
      return noStatement(found, expected);
    }
    Token before = words.tokens().get(place - 1);
    return found.getType() == Token.EOF
        ? unfinished(found, before, expected)
        : unexpected(found, before, expected);
  }

  private Diagnostic noStatement(Token found, Expected expected) {
    Span span = words.span(found);
    String message = "'" + span.text() + "' is not a statement";
    String hint =
        Suggestion.among(expected.keywords(), span.text())
            .map(SyntaxMistake::didYouMean)
            .orElse("a statement begins with " + String.join(", ", expected.keywords()));
    return Diagnostic.error("unknown-statement", span, message).withHint(hint);
  }

  private Diagnostic unfinished(Token end, Token before, Expected expected) {
    String message =
        "the statement ends too early: expected " + list(expected) + " after " + quoted(before);
    return Diagnostic.error("unfinished-statement", words.span(end), message);
  }

  private Diagnostic unexpected(Token found, Token before, Expected expected) {
    Span span = words.span(found);
    String message =
        "expected " + list(expected) + " after " + quoted(before) + ", found " + quoted(found);
    Diagnostic diagnostic = Diagnostic.error("unexpected-word", span, message);
    return Suggestion.among(expected.keywords(), span.text())
        .map(word -> diagnostic.withHint(didYouMean(word)))
        .orElse(diagnostic);
  }

  private static String didYouMean(String word) {
    return "did you mean '" + word + "'?";
  }

  private String quoted(Token token) {
    return "'" + Values.shortened(words.span(token).text()) + "'";
  }

  private static String list(Expected expected) {
    List<String> all = List.copyOf(expected.descriptions());
    int last = all.size() - 1;
    return last == 0
        ? all.get(0)
        : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }
}
