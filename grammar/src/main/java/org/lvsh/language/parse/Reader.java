package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.lvsh.language.ast.Located;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * Reads the words of one statement as values. A word that cannot be read becomes a diagnostic and a
 * stand-in, so that the mistakes behind it are found too; the statement is then not used.
 */
final class Reader {
  private final Words words;
  private final List<Diagnostic> diagnostics;
  private final PortValues ports;

  Reader(Words words, PortNames portNames, List<Diagnostic> diagnostics) {
    this.words = words;
    this.diagnostics = diagnostics;
    this.ports = new PortValues(portNames);
  }

  /** How one kind of value is read. */
  @FunctionalInterface
  interface Value<T> {
    T read(Word word) throws Values.Mistake;
  }

  Span span(ParserRuleContext context) {
    return words.span(context);
  }

  Span whole() {
    return words.all();
  }

  void report(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  int mistakes() {
    return diagnostics.size();
  }

  <T> T value(ParserRuleContext context, Value<T> value, T standIn) {
    try {
      return value.read(new Word(span(context), context.getText()));
    } catch (Values.Mistake mistake) {
      report(named(mistake.diagnostic()));
      return standIn;
    }
  }

  /** Where a name stands for the bad value, the message says which. */
  private static Diagnostic named(Diagnostic mistake) {
    String said = mistake.span().text();
    if (!said.startsWith("$")) {
      return mistake;
    }
    return new Diagnostic(
        mistake.severity(),
        mistake.code(),
        mistake.span(),
        mistake.message() + "; that is what " + said + " stands for",
        mistake.hint());
  }

  PortValues ports() {
    return ports;
  }

  <T> Located<T> located(ParserRuleContext context, Value<T> value, T standIn) {
    return new Located<>(value(context, value, standIn), span(context));
  }

  <T> List<Located<T>> list(List<? extends ParserRuleContext> contexts, Value<T> value, T standIn) {
    List<Located<T>> all = new ArrayList<>(contexts.size());
    for (ParserRuleContext context : contexts) {
      all.add(located(context, value, standIn));
    }
    return all;
  }

  Located<String> name(ParserRuleContext context) {
    return located(context, Values::name, "x");
  }

  /** The codes of warnings, each once. */
  List<Located<String>> warnings(List<LvshParser.WarningContext> contexts) {
    List<Located<String>> codes = list(contexts, Values::warning, "code");
    Map<String, Span> seen = new HashMap<>();
    for (Located<String> code : codes) {
      Span first = seen.putIfAbsent(code.value(), code.span());
      if (first != null) {
        saidTwice("'" + code.value() + "'", code.span(), first);
      }
    }
    return codes;
  }

  /** The constant that a keyword stands for; it is called as the keyword is written. */
  <E extends Enum<E>> E choice(ParserRuleContext context, Class<E> type) {
    String word = context.getText();
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Reports that something was said before. */
  void saidTwice(String what, Span again, Span first) {
    Diagnostic diagnostic = Diagnostic.error("said-twice", again, what + " is said twice");
    report(
        diagnostic.withHint(
            "it stands at "
                + first.line()
                + ":"
                + first.column()
                + " already; leave one of them out"));
  }
}
