package org.lvsh.language.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.antlr.v4.runtime.BufferedTokenStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
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

  /** Is told how far a text has been read: that of a file, or of one that it includes. */
  @FunctionalInterface
  public interface Reached {
    /**
     * Called before each statement. What it throws ends the reading.
     *
     * @param characters how many have been read, of all
     */
    void at(int characters, int all);
  }

  private static final Reached UNSEEN = (characters, all) -> {};

  private final LvshParser parser = newParser();
  private final SourceLoader loader;
  private final PortNames portNames;

  /**
   * A parser.
   *
   * @param loader finds the files that are included
   * @param portNames the names that ports may be said by
   */
  public StatementParser(SourceLoader loader, PortNames portNames) {
    this.loader = loader;
    this.portNames = portNames;
  }

  /**
   * Reads the grammar's own tables, as the first parser would. It takes long enough at a start to
   * be worth another thread, and waits for no class that does not belong to ANTLR.
   */
  public static void load() {
    Objects.requireNonNull(LvshParser._ATN);
    Objects.requireNonNull(LvshLexer._ATN);
  }

  private static LvshParser newParser() {
    LvshParser parser = new LvshParser(new CommonTokenStream(new ListTokenSource(List.of())));
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstMistake());
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    return parser;
  }

  /** Reads all statements of a text, and of the files that it includes. */
  public Parsed parse(Source source) {
    return parse(source, Definitions.NONE);
  }

  /**
   * The same where names have a meaning already.
   *
   * @param definitions what was said before the text
   */
  public Parsed parse(Source source, Definitions definitions) {
    return parse(source, definitions, UNSEEN);
  }

  /** The same of a text that may be long. */
  public Parsed parse(Source source, Definitions definitions, Reached reached) {
    return parse(source, definitions, false, reached);
  }

  /**
   * The same of what somebody types: a verb may be cut short there, as long as it can be no other.
   */
  public Parsed parseTyped(Source source, Definitions definitions) {
    return parseTyped(source, definitions, UNSEEN);
  }

  /** The same of a text that may be long, or include files that are. */
  public Parsed parseTyped(Source source, Definitions definitions, Reached reached) {
    return parse(source, definitions, true, reached);
  }

  private Parsed parse(Source source, Definitions definitions, boolean typed, Reached reached) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    Inclusion inclusion = new Inclusion(loader, source, diagnostics);
    return new Text(source, typed, definitions, inclusion, diagnostics, reached).parse();
  }

  /** The reading of one text. */
  private final class Text {
    private final Source source;
    private final boolean typed;
    private final Offsets offsets;
    private final Inclusion inclusion;
    private final List<Diagnostic> diagnostics;
    private final Reached reached;
    private final List<Statement> statements = new ArrayList<>();
    private Definitions definitions;

    Text(
        Source source,
        boolean typed,
        Definitions definitions,
        Inclusion inclusion,
        List<Diagnostic> diagnostics,
        Reached reached) {
      this.source = source;
      this.typed = typed;
      this.offsets = Offsets.of(source.text());
      this.definitions = definitions;
      this.inclusion = inclusion;
      this.diagnostics = diagnostics;
      this.reached = reached;
    }

    Parsed parse() {
      LvshLexer lexer = new LvshLexer(CharStreams.fromString(source.text(), source.name()));
      lexer.removeErrorListeners();
      Segments segments = new Segments(lexer);
      for (List<Token> tokens = segments.next(); tokens != null; tokens = segments.next()) {
        Words words = new Words(source, offsets, tokens);
        reached.at(words.all().start(), source.text().length());
        read(words);
        if (diagnostics.size() >= MISTAKE_LIMIT) {
          inclusion.tellTooMany(statements.get(statements.size() - 1).span());
          break;
        }
      }
      List<Span> comments =
          segments.comments().stream().map(new Words(source, offsets, List.of())::span).toList();
      return new Parsed(source, statements, comments, diagnostics);
    }

    private void read(Words words) {
      int before = diagnostics.size();
      Statement statement = statement(words);
      diagnostics
          .subList(before, diagnostics.size())
          .sort((one, other) -> Integer.compare(one.span().start(), other.span().start()));
      Statement whole =
          statement instanceof Statement.Include include ? included(include) : statement;
      statements.add(whole);
      definitions = definitions.with(whole);
    }

    private Statement.Include included(Statement.Include statement) {
      Definitions here = definitions;
      List<Statement> contents =
          inclusion.read(
              source,
              statement.file(),
              file ->
                  new Text(file, false, here, inclusion, diagnostics, reached)
                      .parse()
                      .statements());
      return new Statement.Include(statement.span(), statement.file(), contents);
    }

    private Statement statement(Words said) {
      int before = diagnostics.size();
      Words written = typed ? said.withWholeVerb() : said;
      Token verb = written.tokens().get(0);
      if (typed && Verbs.isAmbiguous(verb)) {
        diagnostics.add(ambiguous(written.span(verb)));
      }
      diagnostics.addAll(WordCheck.check(written));
      if (diagnostics.size() > before) {
        return broken(written);
      }
      Substitution.Result meant = Substitution.apply(written, definitions, diagnostics);
      if (diagnostics.size() > before || meant.doubtful()) {
        return broken(written);
      }
      Reader reader = new Reader(meant.words(), portNames, diagnostics);
      Optional<LvshParser.StatementContext> context = syntax(meant.words(), reader);
      Optional<Statement> built = context.map(new TreeBuilder(reader)::build);
      return built.isPresent() && diagnostics.size() == before ? built.get() : broken(written);
    }

    private Optional<LvshParser.StatementContext> syntax(Words words, Reader reader) {
      BufferedTokenStream tokens = new CommonTokenStream(new ListTokenSource(words.tokens()));
      parser.setTokenStream(tokens);
      try {
        return Optional.of(parser.line().statement());
      } catch (ParseCancellationException cancelled) {
        RecognitionException mistake = (RecognitionException) cancelled.getCause();
        new PartialValues(reader).check(mistake.getCtx());
        diagnostics.add(new SyntaxMistake(parser, words).describe(mistake));
        return Optional.empty();
      }
    }
  }

  private static Diagnostic ambiguous(Span verb) {
    String verbs = String.join(", ", Verbs.beginningWith(verb.text()));
    return Diagnostic.error(
            "ambiguous-verb", verb, "'" + verb.text() + "' is the beginning of several statements")
        .withHint("write more of the one you mean: " + verbs);
  }

  private static Statement broken(Words words) {
    List<Token> tokens = words.tokens();
    Token first = tokens.get(0);
    boolean verb = Verbs.isVerb(first);
    boolean declares =
        switch (first.getType()) {
          case LvshLexer.SERVICE, LvshLexer.POOL, LvshLexer.LET -> true;
          default -> false;
        };
    Optional<String> name =
        declares && tokens.size() > 2 ? Optional.of(tokens.get(1).getText()) : Optional.empty();
    return new Statement.Broken(words.all(), verb ? Verbs.word(first) : "", name);
  }
}
