package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.diagnostic.Suggestion;

/**
 * Puts the values in the place of the names that stand for them, before the grammar is asked: a
 * value may be any word. Each value keeps the place where the name is written.
 */
public final class Substitution {
  /** The most words of a statement with all values in their places. */
  static final int WORD_LIMIT = 20_000;

  /** {@code $NAME}, and what may stand behind it: the port of a server. */
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(" + Values.NAME.pattern() + ")(:[^:]*)?");

  private final Words words;
  private final Definitions definitions;
  private final List<Diagnostic> diagnostics;
  private final List<Token> result = new ArrayList<>();
  private boolean doubtful;

  private Substitution(Words words, Definitions definitions, List<Diagnostic> diagnostics) {
    this.words = words;
    this.definitions = definitions;
    this.diagnostics = diagnostics;
  }

  /**
   * What has become of the words.
   *
   * @param doubtful whether the meaning of a name is not known for a mistake that was told already
   */
  record Result(Words words, boolean doubtful) {}

  static Result apply(Words words, Definitions definitions, List<Diagnostic> diagnostics) {
    Substitution substitution = new Substitution(words, definitions, diagnostics);
    words.tokens().forEach(substitution::put);
    return new Result(
        new Words(words.source(), words.offsets(), substitution.result), substitution.doubtful);
  }

  /** The words that a word stands for; itself where it is no known name of others. */
  public static List<Token> meaning(Token word, Definitions definitions) {
    if (!isReference(word)) {
      return List.of(word);
    }
    List<String> values = definitions.of(word.getText().substring(1)).orElse(List.of());
    return values.isEmpty() ? List.of(word) : list(word, values);
  }

  private static boolean isReference(Token word) {
    return word.getType() == LvshLexer.WORD && word.getText().startsWith("$");
  }

  private void put(Token token) {
    if (!isReference(token)) {
      result.add(token);
    } else if (isNameOfLet()) {
      report(token, "bad-name", "the name itself is written without '$'", "'$' is for its use");
    } else {
      resolve(token);
    }
  }

  private boolean isNameOfLet() {
    return result.size() == 1 && result.get(0).getType() == LvshLexer.LET;
  }

  private void resolve(Token token) {
    Matcher parts = REFERENCE.matcher(token.getText());
    if (!parts.matches()) {
      String said = Values.shortened(token.getText());
      report(
          token,
          "bad-reference",
          said + " is not '$' and a name",
          "a name stands for whole words, or for a server before ':PORT'; quote the name of a file");
      return;
    }
    String name = parts.group(1);
    if (definitions.isDoubtful(name)) {
      doubtful = true;
      return;
    }
    List<String> values = definitions.of(name).orElse(List.of());
    if (values.isEmpty()) {
      unknown(token, name);
    } else if (parts.group(2) == null) {
      putAll(token, values);
    } else {
      putWithPort(token, values, parts.group(2));
    }
  }

  private void unknown(Token token, String name) {
    String hint =
        Suggestion.among(definitions.names(), name)
            .map(near -> "did you mean '$" + near + "'?")
            .orElse("say it above: let " + name + " = VALUE");
    report(token, "unknown-reference", "nothing is said of $" + name, hint);
  }

  private void putAll(Token token, List<String> values) {
    if (result.size() + 2 * values.size() > WORD_LIMIT) {
      report(
          token,
          "too-many-values",
          "with all that its names stand for, this statement has more than "
              + WORD_LIMIT
              + " words",
          "name fewer values");
      return;
    }
    result.addAll(list(token, values));
  }

  private static List<Token> list(Token place, List<String> values) {
    List<Token> words = new ArrayList<>();
    for (String value : values) {
      if (!words.isEmpty()) {
        words.add(copy(place, LvshLexer.COMMA, ","));
      }
      words.add(value(place, value));
    }
    return words;
  }

  private void putWithPort(Token token, List<String> values, String port) {
    if (values.size() > 1) {
      report(
          token,
          "many-before-port",
          "before a port stands one address, and this name stands for " + values.size(),
          "write each of them with its port");
      return;
    }
    String address = values.get(0);
    boolean bare = address.indexOf(':') >= 0 && !address.startsWith("[");
    result.add(value(token, (bare ? "[" + address + "]" : address) + port));
  }

  private static Token value(Token place, String text) {
    LvshLexer lexer = new LvshLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    return copy(place, lexer.nextToken().getType(), text);
  }

  private static Token copy(Token place, int type, String text) {
    CommonToken token = new CommonToken(place);
    token.setType(type);
    token.setText(text);
    return token;
  }

  private void report(Token token, String code, String message, String hint) {
    Span span = words.span(token);
    diagnostics.add(Diagnostic.error(code, span, message).withHint(hint));
  }
}
