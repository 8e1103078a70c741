package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.Token.Kind;

/**
 * Reads the structure of a script (Shell Command Language, 2.10). A mistake is told, and its line
 * left out.
 */
final class ShellParser {
  /** How deep one thing may stand within another. */
  static final int DEEPEST = 100;

  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\[[^]]*])?(\\+?)=(?s:(.*))");

  /** What a function may be called: no assignment, and nothing that becomes another word. */
  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z0-9_.:@,+/-]+");

  /** An array's word that says its own place, {@code [3]=x}: only a shell puts it there. */
  private static final Pattern PLACED = Pattern.compile("\\[[^]]*]\\+?=(?s:.*)");

  private static final Pattern COUNTING =
      Pattern.compile(
          "\\(\\(\\s*(\\w+)\\s*=\\s*(\\d{1,6})\\s*;\\s*\\1\\s*(<=?)\\s*(\\S+?)\\s*;"
              + "\\s*(?:\\1\\+\\+|\\+\\+\\1)\\s*\\)\\)");
  private static final Set<String> ENDS =
      Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

  private final Source source;
  private final Findings findings;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private ShellParser(Source source, Findings findings) {
    this.source = source;
    this.findings = findings;
    this.tokens = ShellLexer.tokens(source, findings);
  }

  static List<Node> parse(Source source, Findings findings) {
    ShellParser parser = new ShellParser(source, findings);
    List<Node> nodes = new ArrayList<>();
    while (parser.peek().kind() != Kind.END) {
      nodes.addAll(parser.list());
      if (parser.peek().kind() != Kind.END) {
        parser.stray();
      }
    }
    return nodes;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  private boolean takes(Kind kind) {
    boolean there = peek().kind() == kind;
    at += there ? 1 : 0;
    return there;
  }

  private boolean takes(String keyword) {
    boolean there = peek().is(keyword);
    at += there ? 1 : 0;
    return there;
  }

  private Span from(Token start) {
    Token last = tokens.get(Math.max(0, at - 1));
    return start.span().to(last.span());
  }

  private void stray() {
    Token token = take();
    String written = token.span().text().strip();
    findings.error(
        "bad-script",
        token.span(),
        written.isEmpty() ? "the line cannot end here" : "'" + written + "' cannot stand here",
        "a shell would not read this either: 'sh -n FILE' says what it misses");
    while (peek().kind() != Kind.END && peek().kind() != Kind.NEWLINE) {
      take();
    }
  }

  private void expect(String keyword, Token opened) {
    if (!takes(keyword)) {
      findings.error(
          "bad-script",
          opened.span(),
          "'%s' has no '%s'".formatted(opened.span().text(), keyword),
          "a shell would not read this either: 'sh -n FILE' says what it misses");
    }
  }

  private void skipLines() {
    while (peek().kind() == Kind.NEWLINE || peek().kind() == Kind.SEMICOLON) {
      take();
    }
  }

  /** Commands up to a word, a bracket or a break that ends them. */
  private List<Node> list() {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      skipLines();
      if (endsList()) {
        return nodes;
      }
      int before = at;
      nodes.add(either());
      takes(Kind.BACKGROUND);
      if (at == before) {
        stray();
      }
    }
  }

  private boolean endsList() {
    return switch (peek().kind()) {
      case END, CLOSE, BREAK -> true;
      case WORD -> ENDS.stream().anyMatch(peek()::is);
      case NEWLINE,
          SEMICOLON,
          AND,
          OR,
          PIPE,
          BACKGROUND,
          OPEN,
          READ,
          WRITE,
          OTHER_STREAM,
          DOCUMENT ->
          false;
    };
  }

  private Node either() {
    Token start = peek();
    Node node = pipeline();
    while (peek().kind() == Kind.AND || peek().kind() == Kind.OR) {
      boolean and = take().kind() == Kind.AND;
      skipNewlines();
      Node second = pipeline();
      node = new Node.Either(from(start), node, and, second);
    }
    return node;
  }

  private void skipNewlines() {
    while (peek().kind() == Kind.NEWLINE) {
      at++;
    }
  }

  private Node pipeline() {
    Token start = peek();
    boolean negated = takes("!");
    List<Node> parts = new ArrayList<>(List.of(command()));
    while (takes(Kind.PIPE)) {
      skipNewlines();
      parts.add(command());
    }
    return parts.size() == 1 && !negated
        ? parts.get(0)
        : new Node.Pipeline(from(start), parts, negated);
  }

  private Node command() {
    if (depth >= DEEPEST) {
      findings.error(
          "bad-script",
          peek().span(),
          "this stands in more than %d others".formatted(DEEPEST),
          "write the lines one after the other");
      at = tokens.size() - 1;
      return new Node.Group(peek().span(), List.of(), false);
    }
    depth++;
    Node node = anyCommand();
    depth--;
    return node;
  }

  private Node anyCommand() {
    Token start = peek();
    if (takes("if")) {
      return withStreams(choice(start));
    }
    if (takes("for") || takes("select")) {
      return withStreams(each(start));
    }
    if (takes("while") || takes("until")) {
      return withStreams(loop(start));
    }
    if (takes("case")) {
      return withStreams(selection(start));
    }
    if (takes("{")) {
      List<Node> body = list();
      expect("}", start);
      return withStreams(new Node.Group(from(start), body, false));
    }
    if (isArithmetic()) {
      return withStreams(arithmetic(start));
    }
    if (takes(Kind.OPEN)) {
      List<Node> body = list();
      takes(Kind.CLOSE);
      return withStreams(new Node.Group(from(start), body, true));
    }
    if (isFunction()) {
      return function(start);
    }
    return simple(start);
  }

  private boolean isArithmetic() {
    return peek().kind() == Kind.OPEN
        && tokens.get(at + 1).kind() == Kind.OPEN
        && tokens.get(at + 1).span().start() == peek().span().end();
  }

  /** {@code ((…))}: only a shell reckons, so it is a command with one word. */
  private Node arithmetic(Token start) {
    int open = 0;
    do {
      Kind kind = take().kind();
      open += kind == Kind.OPEN ? 1 : 0;
      open -= kind == Kind.CLOSE ? 1 : 0;
    } while (open > 0 && peek().kind() != Kind.END);
    Span span = from(start);
    RawWord program = literal(start.span(), Arithmetic.BRACKETS);
    RawWord said = literal(span, span.text());
    return new Node.Simple(
        span, List.of(), List.of(program, said), Optional.empty(), Optional.empty(), List.of());
  }

  private static RawWord literal(Span span, String text) {
    return new RawWord(span, List.of(RawWord.Piece.text(text, true)));
  }

  /**
   * What streams a whole block has changes nothing of its commands; a setting is not read there.
   */
  private Node withStreams(Node node) {
    while (true) {
      switch (peek().kind()) {
        case READ, WRITE -> {
          boolean writes = take().kind() == Kind.WRITE;
          Token file = peek();
          if (takes(Kind.WORD) && writes && Tools.isSetting(file.span().text())) {
            findings.error(
                "bad-script",
                file.span(),
                "what several commands write into one file is not read",
                "write 'echo VALUE > FILE' as a command of its own");
          }
        }
        case OTHER_STREAM, DOCUMENT -> take();
        case WORD, NEWLINE, SEMICOLON, BREAK, AND, OR, PIPE, BACKGROUND, OPEN, CLOSE, END -> {
          return node;
        }
      }
    }
  }

  private Node choice(Token start) {
    List<Node> condition = list();
    expect("then", start);
    List<Node> then = list();
    List<Node> otherwise = new ArrayList<>();
    Token next = peek();
    if (takes("elif")) {
      otherwise.add(choice(next));
      return new Node.Choice(from(start), condition, then, otherwise);
    }
    if (takes("else")) {
      otherwise.addAll(list());
    }
    expect("fi", start);
    return new Node.Choice(from(start), condition, then, otherwise);
  }

  private Node each(Token start) {
    if (peek().kind() == Kind.OPEN) {
      return counting(start);
    }
    String variable = take().span().text();
    skipNewlines();
    Optional<List<RawWord>> words = Optional.empty();
    if (takes("in")) {
      List<RawWord> said = new ArrayList<>();
      while (peek().kind() == Kind.WORD) {
        said.add(take().word().orElseThrow());
      }
      words = Optional.of(said);
    }
    List<Node> body = body(start);
    return start.is("select")
        ? new Node.Loop(from(start), List.of(), body)
        : new Node.Each(from(start), variable, words, body);
  }

  /** {@code for ((…))}: where it counts up by one, it can be followed. */
  private Node counting(Token start) {
    int from = peek().span().start();
    while (peek().kind() != Kind.END && !peek().is("do") && !peek().is("{")) {
      take();
    }
    Matcher form = COUNTING.matcher(source.text().substring(from, peek().span().start()));
    if (!form.lookingAt()) {
      List<Node> body = body(start);
      return new Node.Loop(from(start), List.of(), body);
    }
    RawWord end = new WordReader(source, from + form.start(4)).word();
    int first = Integer.parseInt(form.group(2));
    boolean included = form.group(3).equals("<=");
    List<Node> body = body(start);
    return new Node.Counting(from(start), form.group(1), first, end, included, body);
  }

  private List<Node> body(Token start) {
    skipLines();
    if (takes("{")) {
      List<Node> body = list();
      expect("}", start);
      return body;
    }
    expect("do", start);
    List<Node> body = list();
    expect("done", start);
    return body;
  }

  private Node loop(Token start) {
    List<Node> condition = list();
    List<Node> body = body(start);
    return new Node.Loop(from(start), condition, body);
  }

  private Node selection(Token start) {
    if (peek().kind() != Kind.WORD) {
      stray();
      return new Node.Group(from(start), List.of(), false);
    }
    RawWord subject = take().word().orElseThrow();
    skipNewlines();
    expect("in", start);
    List<Node.Branch> branches = new ArrayList<>();
    skipLines();
    while (peek().kind() != Kind.END && !peek().is("esac")) {
      int before = at;
      branches.add(branch());
      if (at == before) {
        stray();
      }
      skipLines();
    }
    expect("esac", start);
    return new Node.Selection(from(start), subject, branches);
  }

  private Node.Branch branch() {
    Token start = peek();
    takes(Kind.OPEN);
    List<RawWord> patterns = new ArrayList<>();
    while (peek().kind() == Kind.WORD) {
      patterns.add(take().word().orElseThrow());
      takes(Kind.PIPE);
    }
    takes(Kind.CLOSE);
    List<Node> body = list();
    Token end = peek();
    if (takes(Kind.BREAK) && !end.span().text().equals(";;")) {
      findings.error(
          "bad-script",
          end.span(),
          "a branch that goes on with the next one is not read",
          "end it with ';;' and write the lines of the next one here as well");
    }
    return new Node.Branch(from(start), patterns, body);
  }

  private boolean isFunction() {
    if (peek().is("function")) {
      return true;
    }
    return peek().kind() == Kind.WORD
        && at + 2 < tokens.size()
        && FUNCTION.matcher(peek().span().text()).matches()
        && tokens.get(at + 1).kind() == Kind.OPEN
        && tokens.get(at + 2).kind() == Kind.CLOSE;
  }

  private Node function(Token start) {
    takes("function");
    String name = take().span().text();
    if (takes(Kind.OPEN)) {
      takes(Kind.CLOSE);
    }
    skipNewlines();
    return new Node.Function(from(start), name, command());
  }

  private Node simple(Token start) {
    SimpleParts parts = new SimpleParts();
    boolean more = simplePart(parts);
    while (more) {
      more = simplePart(parts);
    }
    return new Node.Simple(
        at == 0 ? start.span() : from(start),
        parts.assignments,
        parts.words,
        parts.document,
        parts.input,
        parts.outputs);
  }

  /** What a command is made of so far. */
  private static final class SimpleParts {
    private final List<Node.Assignment> assignments = new ArrayList<>();
    private final List<RawWord> words = new ArrayList<>();
    private final List<RawWord> outputs = new ArrayList<>();
    private Optional<RawWord> document = Optional.empty();
    private Optional<RawWord> input = Optional.empty();
  }

  private boolean simplePart(SimpleParts parts) {
    Token token = peek();
    switch (token.kind()) {
      case WORD -> word(parts);
      case READ, WRITE, OTHER_STREAM, DOCUMENT -> {
        return isTest(parts) ? takeAsWord(parts) : stream(parts);
      }
      case OPEN, CLOSE, AND, OR, PIPE -> {
        return isTest(parts) && takeAsWord(parts);
      }
      case NEWLINE, SEMICOLON, BREAK, BACKGROUND, END -> {
        return false;
      }
    }
    return true;
  }

  /** Takes where a command reads or writes. */
  private boolean stream(SimpleParts parts) {
    Token token = take();
    if (token.kind() == Kind.DOCUMENT) {
      parts.document = token.word();
    }
    boolean names = token.kind() == Kind.READ || token.kind() == Kind.WRITE;
    if (names && peek().kind() == Kind.WORD) {
      RawWord file = take().word().orElseThrow();
      if (token.kind() == Kind.WRITE) {
        parts.outputs.add(file);
      } else {
        parts.input = Optional.of(file);
      }
    }
    return true;
  }

  /** Within double brackets the signs of the shell are words. */
  private static boolean isTest(SimpleParts parts) {
    return !parts.words.isEmpty()
        && parts.words.get(0).is("[[")
        && parts.words.stream().noneMatch(word -> word.is("]]"));
  }

  private boolean takeAsWord(SimpleParts parts) {
    Span span = take().span();
    parts.words.add(literal(span, span.text()));
    return true;
  }

  private void word(SimpleParts parts) {
    Token token = take();
    RawWord word = token.word().orElseThrow();
    Matcher form = ASSIGNMENT.matcher(word.span().text());
    boolean assigns = (parts.words.isEmpty() || declares(parts)) && form.matches();
    if (!assigns) {
      parts.words.add(word);
      return;
    }
    String name = form.group(1);
    boolean added = !form.group(3).isEmpty();
    if (form.group(4).isEmpty() && opensArray(token)) {
      List<RawWord> values = array(token);
      parts.assignments.add(new Node.Assignment(from(token), name, values, true, added));
      return;
    }
    int start = word.span().start() + form.start(4);
    RawWord value = new WordReader(source, start).word();
    RawWord known = form.group(2) == null ? value : unknown(word.span());
    parts.assignments.add(new Node.Assignment(token.span(), name, List.of(known), false, added));
  }

  private static boolean declares(SimpleParts parts) {
    return parts.words.get(0).literal().filter(Declaration.PROGRAMS::contains).isPresent();
  }

  private static RawWord unknown(Span span) {
    return new RawWord(span, List.of(RawWord.Piece.unknown(span.text(), false)));
  }

  private boolean opensArray(Token assignment) {
    return peek().kind() == Kind.OPEN && peek().span().start() == assignment.span().end();
  }

  private List<RawWord> array(Token assignment) {
    take();
    List<RawWord> values = new ArrayList<>();
    while (peek().kind() == Kind.WORD || peek().kind() == Kind.NEWLINE) {
      take().word().ifPresent(values::add);
    }
    if (!takes(Kind.CLOSE)) {
      findings.error(
          "bad-script",
          assignment.span(),
          "the words of this array are not closed by ')'",
          "a shell would not read this either: 'bash -n FILE' says what it misses");
    }
    return values.stream()
        .map(one -> PLACED.matcher(one.span().text()).matches() ? unknown(one.span()) : one)
        .toList();
  }
}
