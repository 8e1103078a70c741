package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BufferedTokenStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/**
 * Reads statements. Each is parsed by itself, so that one mistake hides no other, and the time is
 * linear in the length of the text. Never throws for what a text holds.
 */
public final class StatementParser {
  /** The longest statement that is read, in characters. */
  public static final int STATEMENT_LIMIT = 65_536;

  /**
   * The most mistakes that are reported; what stands behind the statement with the last is not
   * read.
   */
  public static final int MISTAKE_LIMIT = 1_000;

  private static final IntervalSet VERBS =
      LvshParser._ATN.nextTokens(LvshParser._ATN.ruleToStartState[LvshParser.RULE_statement]);

  private final LvshParser parser = newParser();

  private static LvshParser newParser() {
    LvshParser parser = new LvshParser(new CommonTokenStream(new ListTokenSource(List.of())));
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstMistake());
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    return parser;
  }

  /** Reads all statements of a text. */
  public Parsed parse(Source source) {
    Offsets offsets = Offsets.of(source.text());
    LvshLexer lexer = new LvshLexer(CharStreams.fromString(source.text(), source.name()));
    lexer.removeErrorListeners();
    List<Statement> statements = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    Segments segments = new Segments(lexer);
    for (List<Token> words = segments.next(); words != null; words = segments.next()) {
      int before = diagnostics.size();
      statements.add(statement(new Words(source, offsets, words), diagnostics));
      diagnostics
          .subList(before, diagnostics.size())
          .sort(Comparator.comparingInt(mistake -> mistake.span().start()));
      if (diagnostics.size() >= MISTAKE_LIMIT) {
        diagnostics.add(tooMany(statements.get(statements.size() - 1).span()));
        break;
      }
    }
    List<Span> comments =
        segments.comments().stream().map(new Words(source, offsets, List.of())::span).toList();
    return new Parsed(source, statements, comments, diagnostics);
  }

  private static Diagnostic tooMany(Span last) {
    Span end = new Span(last.source(), last.end(), last.end());
    return Diagnostic.error("too-many-mistakes", end, "too many mistakes: the rest is not read")
        .withHint("is this a file of statements?");
  }

  private Statement statement(Words words, List<Diagnostic> diagnostics) {
    int before = diagnostics.size();
    diagnostics.addAll(WordCheck.check(words));
    if (diagnostics.size() > before) {
      return broken(words);
    }
    TreeBuilder builder = new TreeBuilder(words, diagnostics);
    Optional<LvshParser.StatementContext> context = syntax(words, diagnostics);
    Optional<Statement> built = context.map(builder::build);
    return built.isPresent() && diagnostics.size() == before ? built.get() : broken(words);
  }

  private Optional<LvshParser.StatementContext> syntax(Words words, List<Diagnostic> diagnostics) {
    BufferedTokenStream tokens = new CommonTokenStream(new ListTokenSource(words.tokens()));
    parser.setTokenStream(tokens);
    try {
      return Optional.of(parser.line().statement());
    } catch (ParseCancellationException cancelled) {
      RecognitionException mistake = (RecognitionException) cancelled.getCause();
      new PartialValues(new Reader(words, diagnostics)).check(mistake.getCtx());
      diagnostics.add(new SyntaxMistake(parser, words).describe(mistake));
      return Optional.empty();
    }
  }

  private static Statement broken(Words words) {
    List<Token> tokens = words.tokens();
    Token first = tokens.get(0);
    boolean verb = VERBS.contains(first.getType());
    Optional<String> name =
        first.getType() == LvshLexer.SERVICE && tokens.size() > 2
            ? Optional.of(tokens.get(1).getText())
            : Optional.empty();
    return new Statement.Broken(words.all(), verb ? first.getText() : "", name);
  }
}
