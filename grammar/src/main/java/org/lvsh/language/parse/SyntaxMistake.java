package org.lvsh.language.parse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.diagnostic.Suggestion;

/** Says what the grammar expected and what it found instead. */
final class SyntaxMistake {
  private static final List<String> FILES =
      List.of(
          GrammarWords.description(LvshParser.RULE_file),
          GrammarWords.description(LvshParser.RULE_snapshot));

  private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]*[.:][0-9a-f.:]{1,40}");
  private static final Pattern PORTS = Pattern.compile("[0-9-]{1,11}");

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
    String message = quoted(found) + " is not a statement";
    String hint =
        Suggestion.hint(expected.keywords(), span.text())
            .orElse("a statement begins with " + String.join(", ", expected.keywords()));
    return Diagnostic.error("unknown-statement", span, message).withHint(hint);
  }

  private Diagnostic unfinished(Token end, Token before, Expected expected) {
    String message =
        "the statement ends too early: expected " + list(expected) + " after " + quoted(before);
    Diagnostic diagnostic = Diagnostic.error("unfinished-statement", words.span(end), message);
    return before.getType() == LvshLexer.COMMA
        ? diagnostic.withHint("a line that ends in ',' goes on in the next; leave the ',' out")
        : diagnostic;
  }

  private Diagnostic unexpected(Token found, Token before, Expected expected) {
    Span span = words.span(found);
    String message =
        "expected " + list(expected) + " after " + quoted(before) + ", found " + quoted(found);
    Diagnostic diagnostic = Diagnostic.error("unexpected-word", span, message);
    return hint(found, before, expected).map(diagnostic::withHint).orElse(diagnostic);
  }

  private Optional<String> hint(Token found, Token before, Expected expected) {
    String text = words.span(found).text();
    if (before.getType() == LvshLexer.COMMA && found.getLine() > before.getLine()) {
      return Optional.of("the line before ends in ',' and so goes on here; leave that ',' out");
    }
    if (GrammarWords.keyword(found.getType()).isPresent()
        && FILES.stream().anyMatch(expected.descriptions()::contains)) {
      return Optional.of("to name a file so, put it in quotes: \"" + text + "\"");
    }
    if (found.getType() == LvshLexer.EQUALS && !hasEquals(before)) {
      return Optional.of("a value stands behind its word without '='");
    }
    String beforeText = words.span(before).text();
    if (expected.descriptions().contains("','") && areAlike(beforeText, text)) {
      return Optional.of("put ',' between several: " + beforeText + "," + text);
    }
    return Suggestion.hint(expected.keywords(), text);
  }

  /** Whether a word begins a statement with an '=' in it: only the name is missing. */
  private static boolean hasEquals(Token first) {
    return first.getType() == LvshLexer.KERNEL || first.getType() == LvshLexer.LET;
  }

  /** Whether two words are both addresses or both ports, as far as can be seen. */
  private static boolean areAlike(String one, String two) {
    return (ADDRESS.matcher(one).matches() && ADDRESS.matcher(two).matches())
        || (PORTS.matcher(one).matches() && PORTS.matcher(two).matches());
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
