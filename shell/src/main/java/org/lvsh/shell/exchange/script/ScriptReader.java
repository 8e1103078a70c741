package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.Expanded.Problem;

/**
 * Reads a script of a shell as if it ran: variables, loops over words, functions, and a {@code
 * case} or {@code if} that words alone decide. Nothing is run. Where only a shell could find out
 * whether a command is given, or with which words, that is a mistake, since a guess could lose a
 * service; what says nothing of the director is told as not carried over.
 */
public final class ScriptReader implements Node.Cases<Status> {
  /** The most commands that a script may give; a loop could make many out of few lines. */
  static final int MOST_COMMANDS = 200_000;

  private static final int DEEPEST_CALL = 32;

  /** The word that such scripts are called with where nobody says otherwise. */
  private static final String CALLED_WITH = "start";

  /** What else means the same, in the order in which it is looked for. */
  private static final List<String> CALLED_WITH_TOO =
      List.of("start", "up", "on", "add", "enable", "setup", "create", "init", "master", "restart");

  /** The first line of a script for a shell in which a caret turns brackets round. */
  private static final Pattern BASH = Pattern.compile("#!.*\\b(?:bash|ksh|zsh)\\b.*");

  private final Programs programs;
  private final Findings findings;
  private final Variables variables;
  private final boolean bash;
  private final Doubts doubts = new Doubts();
  private Map<String, Node> functions = new HashMap<>();

  /** What the variables of the function that is carried out were before, where it has its own. */
  private Map<String, Optional<Value>> locals = new HashMap<>();

  /** What is done at the end, as far as is known so far. */
  private List<Trap> traps = new ArrayList<>();

  private int commands;
  private int quiet;
  private int calls;
  private int loops;
  private int levels;
  private String guess = CALLED_WITH;
  private boolean guessed;
  private Flow flow = Flow.ON;
  private boolean stopped;
  private Optional<Word> piped = Optional.empty();
  private boolean isPiped;

  private ScriptReader(Source source, Programs programs, Findings findings) {
    this.programs = programs;
    this.findings = findings;
    this.bash = BASH.matcher(source.text()).lookingAt();
    this.variables = new Variables(source.name(), CALLED_WITH);
  }

  /** Reads a script; what it tells goes to the programs and the findings. */
  public static void read(Source source, Programs programs, Findings findings) {
    ScriptReader reader = new ScriptReader(source, programs, findings);
    reader.run(ShellParser.parse(source, findings));
    reader.refuseTraps();
    if (reader.guessed) {
      findings.remark("the script is read as if it were called with '%s'".formatted(reader.guess));
    }
    if (reader.quiet > 0) {
      findings.remark(
          "%s: commands that only say or wait for something are left out (%d)"
              .formatted(source.name(), reader.quiet));
    }
  }

  private Status run(List<Node> nodes) {
    Status status = Status.SUCCESS;
    for (Node node : nodes) {
      if (flow != Flow.ON) {
        return status;
      }
      status = node.accept(this);
      variables.last(status);
    }
    return status;
  }

  private Optional<Node> change(List<Node> nodes) {
    return new Scan(programs, variables, functions).first(nodes);
  }

  private void set(String name, Value value) {
    variables.set(name, value);
    doubts.set(name);
  }

  @Override
  public Status simple(Node.Simple node) {
    final Optional<Word> input = piped;
    final boolean reads = isPiped || node.document().isPresent() || node.inputFile().isPresent();
    piped = Optional.empty();
    isPiped = false;
    refuseHidden(node.span(), node.all());
    if (node.words().isEmpty()) {
      prepare(node.outputs());
      node.assignments().forEach(this::assign);
      return howItEnds(node.assignments());
    }
    if (++commands > MOST_COMMANDS) {
      return tooMany(node);
    }
    prepare(node.all());
    Invocation command = Invocation.of(node.words(), variables, functions.keySet());
    if (command.isEmpty()) {
      return Status.SUCCESS;
    }
    command
        .namespace()
        .ifPresent(
            name ->
                findings.remark(
                    "what is done in network namespace %s is read as if it were done outside"
                        .formatted(name)));
    Status status = carryOut(node, command, input, reads);
    flow = command.isLast() ? Flow.END : flow;
    return status;
  }

  /** A substitution that changes something by the way. */
  private void refuseHidden(Span where, List<RawWord> words) {
    if (new Scan(programs, variables, functions).within(RawWord.unknown(words))) {
      unreadable(where, "a command within another one may change something here");
    }
  }

  private void prepareHidden(Span where, List<RawWord> words) {
    refuseHidden(where, words);
    prepare(words);
  }

  /** What words do where they are put in place: {@code ${NAME:=WORD}} sets a variable. */
  private void prepare(List<RawWord> words) {
    prepare(words, new HashSet<>());
  }

  /**
   * The same.
   *
   * @param used the variables of these words that were put in place before
   */
  private void prepare(List<RawWord> words, Set<String> used) {
    words.stream().flatMap(word -> word.pieces().stream()).forEach(one -> prepare(one, used));
  }

  private void prepare(RawWord.Piece piece, Set<String> used) {
    if (piece.kind() == RawWord.Kind.UNKNOWN && Arithmetic.isIn(piece.text())) {
      Arithmetic.sets(piece.text()).forEach(name -> set(name, unknownHere(name)));
    }
    piece.fallback().ifPresent(fallback -> prepare(piece, fallback, used));
    if (piece.kind() == RawWord.Kind.VARIABLE) {
      used.add(piece.text());
    }
  }

  private void prepare(RawWord.Piece piece, RawWord.Fallback fallback, Set<String> used) {
    String name = piece.text();
    Span where = fallback.word().span();
    Status given = variables.isGiven(piece, fallback);
    boolean counts = given == (fallback.sign() == '+' ? Status.SUCCESS : Status.FAILURE);
    if (counts) {
      prepare(List.of(fallback.word()), used);
    } else if (given == Status.UNKNOWN) {
      fallback.word().sets().forEach(other -> forget(other, where));
    }
    if (fallback.sign() == '=' && counts) {
      boolean known = piece.index().isEmpty() && !used.contains(name);
      set(name, known ? assigned(name, fallback.word()) : unknownHere(name));
    } else if (fallback.sign() == '?' && given != Status.SUCCESS) {
      doubts.add(Flow.END, 0, where);
    }
  }

  private Value assigned(String name, RawWord word) {
    Value value = variables.single(word);
    return variables.get(name).flatMap(Value::guess).map(value::withGuess).orElse(value);
  }

  private static Value unknownHere(String name) {
    return Value.unknown("only a shell can find out what $" + name + " is");
  }

  /** What is done at the end is looked into there, when all functions are known. */
  private void refuseTraps() {
    Scan scan = new Scan(programs, variables, functions);
    traps.stream()
        .filter(scan::atTheEnd)
        .forEach(
            trap ->
                unreadable(
                    trap.span(), "what is done at the end of the script may change something"));
  }

  private void unreadable(Span where, String why) {
    findings.error(
        "unreadable-command",
        where,
        why,
        "write the command itself, or import what 'ipvsadm -S -n' prints where this has run");
  }

  private static Status howItEnds(List<Node.Assignment> assignments) {
    return assignments.stream()
            .flatMap(one -> one.values().stream())
            .anyMatch(RawWord::isSubstituted)
        ? Status.UNKNOWN
        : Status.SUCCESS;
  }

  private Status tooMany(Node.Simple node) {
    findings.error(
        "bad-script",
        node.span(),
        "the script gives more than %,d commands".formatted(MOST_COMMANDS),
        "import what 'ipvsadm -S -n' prints where it has run");
    flow = Flow.END;
    stopped = true;
    return Status.UNKNOWN;
  }

  private void assign(Node.Assignment assignment) {
    set(assignment.name(), assignment.added() ? added(assignment) : said(assignment));
  }

  private Value said(Node.Assignment assignment) {
    prepare(assignment.values());
    if (assignment.array()) {
      Expanded words = variables.expand(assignment.values());
      return words
          .problem()
          .map(problem -> Value.unknown(problem.why()))
          .orElseGet(() -> Value.of(words.texts()));
    }
    return assignment.values().isEmpty()
        ? Value.of("")
        : variables.single(assignment.values().get(0));
  }

  /** {@code NAME+=(WORD…)} and {@code NAME+=WORD}, where it is known what is there. */
  private Value added(Node.Assignment assignment) {
    String name = assignment.name();
    Value before =
        variables
            .get(name)
            .orElseGet(() -> Value.unknown("$" + name + " is not set before this line"));
    Value said = said(assignment);
    if (before.unknown().isPresent() || said.unknown().isPresent()) {
      return before.unknown().isPresent() ? before : said;
    }
    List<String> words = new ArrayList<>(before.words());
    if (assignment.array()) {
      words.addAll(said.words());
    } else {
      String first = words.isEmpty() ? "" : words.remove(0);
      words.add(0, first + said.words().get(0));
    }
    return Value.of(words);
  }

  private Status carryOut(
      Node.Simple node, Invocation invocation, Optional<Word> piped, boolean reads) {
    String program = invocation.program();
    List<String> arguments = invocation.arguments();
    Optional<Problem> problem = invocation.problem();
    if (invocation.unreadable().isPresent()) {
      unknown(invocation.unreadable().get());
      return Status.UNKNOWN;
    }
    Expanded outputs = variables.expand(node.outputs());
    if (isChanged(outputs.words())) {
      return write(
          new ShellCommand(invocation.words(), node.span(), Optional.empty(), outputs.words()),
          problem.or(outputs::problem));
    }
    if (Conditions.TESTS.contains(program)) {
      return test(node, invocation);
    }
    guessed |= invocation.guessed();
    if (invocation.calls(functions.keySet())) {
      return withAssignments(node.assignments(), () -> call(node, program, invocation.skipped()));
    }
    if (Declaration.PROGRAMS.contains(program)) {
      declare(Declaration.of(program, arguments), node);
      return Status.SUCCESS;
    }
    ShellCommand command =
        new ShellCommand(invocation.words(), node.span(), input(node, piped), outputs.words());
    if (programs.heeds(program)) {
      return take(command, problem.or(() -> unread(node)), node.inputFile().isPresent());
    }
    if (program.equals("tee") && isChanged(command.arguments())) {
      return copy(command, problem);
    }
    return other(node, invocation, command, reads);
  }

  private Status test(Node.Simple node, Invocation invocation) {
    Expanded words = variables.inCondition(node.words());
    Status status = Status.UNKNOWN;
    if (node.words().get(0).is("[[")) {
      status = Conditions.ofDouble(inBrackets(node.words()), variables);
    } else if (words.problem().isEmpty()) {
      List<String> arguments =
          words.texts().subList(invocation.skipped() + 1, words.texts().size());
      status = Conditions.of(inBrackets(invocation.program(), arguments));
    }
    guessed |= words.guessed() && status != Status.UNKNOWN;
    return status;
  }

  private static List<String> inBrackets(String program, List<String> arguments) {
    boolean closed =
        !program.equals("test")
            && !arguments.isEmpty()
            && arguments.get(arguments.size() - 1).equals("]");
    return closed ? arguments.subList(0, arguments.size() - 1) : arguments;
  }

  private static List<RawWord> inBrackets(List<RawWord> words) {
    int end = words.size() - (words.get(words.size() - 1).is("]]") ? 1 : 0);
    return words.subList(1, end);
  }

  private Optional<Word> input(Node.Simple node, Optional<Word> piped) {
    return node.document()
        .map(variables::single)
        .filter(value -> value.unknown().isEmpty())
        .map(value -> new Word(value.words().get(0), node.document().get().span()))
        .or(() -> piped);
  }

  /** Why the text below a command is not known. */
  private Optional<Problem> unread(Node.Simple node) {
    return node.document()
        .flatMap(
            text -> variables.single(text).unknown().map(why -> new Problem(text.span(), why)));
  }

  private boolean isChanged(List<Word> files) {
    return files.stream().anyMatch(file -> programs.changesFile(file.text()));
  }

  /** What goes into a file by which something is changed. */
  private Status write(ShellCommand command, Optional<Problem> problem) {
    tellDoubts(command.span());
    boolean own = functions.containsKey(command.program());
    if (problem.isPresent()) {
      unknown(problem.get());
    } else if (own || !programs.takeOutput(command)) {
      unreadable(
          command.span(),
          "only a shell can find out what '%s' writes here".formatted(command.program()));
    }
    return Status.SUCCESS;
  }

  /** {@code echo 1 | tee FILE…}. */
  private Status copy(ShellCommand command, Optional<Problem> problem) {
    List<Word> files =
        command.arguments().stream().filter(word -> isChanged(List.of(word))).toList();
    Span span = command.span();
    List<Word> words =
        Stream.concat(Stream.of(new Word("echo", span)), command.input().stream()).toList();
    for (Word file : files) {
      boolean known = command.input().isPresent();
      write(
          known
              ? new ShellCommand(words, span, Optional.empty(), List.of(file))
              : new ShellCommand(command.words(), span, Optional.empty(), List.of(file)),
          problem);
    }
    return Status.SUCCESS;
  }

  private Status take(ShellCommand command, Optional<Problem> problem, boolean fromFile) {
    List<String> arguments = command.arguments().stream().map(Word::text).toList();
    boolean changes = programs.changes(command.program(), arguments);
    if (changes) {
      tellDoubts(command.span());
    }
    if (problem.isPresent()) {
      if (changes) {
        unknown(problem.get());
      } else {
        findings.notCarried(command.span(), problem.get().why());
      }
      return changes ? Status.SUCCESS : Status.UNKNOWN;
    }
    if (fromFile && command.input().isEmpty() && changes) {
      findings.error(
          "reads-a-file",
          command.span(),
          "what this reads stands in another file",
          "import that file by itself, or name it with 'with FILE'");
      return Status.SUCCESS;
    }
    Status status = programs.outcome(command);
    programs.take(command);
    return status;
  }

  private void unknown(Problem problem) {
    findings.error(
        "unknown-value",
        problem.span(),
        problem.why(),
        "set it in the file, as in NAME=192.168.0.1, or import what 'ipvsadm -S -n' prints");
  }

  /** Something changes behind a way out that perhaps was taken. */
  private void tellDoubts(Span change) {
    doubts.tell().forEach(doubt -> unknownCondition(doubt.condition(), change));
  }

  private void unknownCondition(Span condition, Span change) {
    findings.error(
        "unknown-condition",
        condition,
        "only a shell can find out whether line %d is carried out".formatted(change.line()),
        "take the condition out, or import what 'ipvsadm -S -n' prints");
  }

  /** What stands before the call of a function is set for that call alone. */
  private Status withAssignments(List<Node.Assignment> assignments, Supplier<Status> call) {
    Map<String, Optional<Value>> before = new HashMap<>();
    for (Node.Assignment assignment : assignments) {
      before.putIfAbsent(assignment.name(), variables.get(assignment.name()));
      assign(assignment);
    }
    Status status = call.get();
    before.forEach(variables::restore);
    return status;
  }

  private Status call(Node.Simple node, String name, int skipped) {
    if (++calls > DEEPEST_CALL) {
      calls--;
      findings.error(
          "bad-script",
          node.span(),
          "%s calls itself again and again".formatted(name),
          "import what 'ipvsadm -S -n' prints where the script has run");
      return Status.UNKNOWN;
    }
    final Parameters before = variables.parameters();
    final Map<String, Optional<Value>> localsBefore = locals;
    final int loopsBefore = loops;
    final int mark = doubts.mark();
    variables.parameters(variables.asParameters(node.words()).behind(skipped + 1));
    locals = new HashMap<>();
    loops = 0;
    Status status = functions.get(name).accept(this);
    boolean doubtful = settle(doubts.leave(mark, Flow.RETURN));
    locals.forEach(variables::restore);
    locals = localsBefore;
    loops = loopsBefore;
    variables.parameters(before);
    flow = flow == Flow.RETURN ? Flow.ON : flow;
    calls--;
    return doubtful ? Status.UNKNOWN : status;
  }

  /** What was set behind a way out that perhaps was taken is not known; says whether any was. */
  private boolean settle(List<Doubts.Doubt> left) {
    for (Doubts.Doubt doubt : left) {
      doubt.names().forEach(name -> forget(name, doubt.condition()));
    }
    return !left.isEmpty();
  }

  private void forget(String name, Span because) {
    set(
        name,
        Value.unknown(
            "only a shell can find out what $%s is behind line %d"
                .formatted(name, because.line())));
  }

  private void declare(Declaration said, Node.Simple node) {
    if (said.isOther()) {
      return;
    }
    boolean local = calls > 0 && said.isLocal();
    for (String name : said.names()) {
      boolean seen = local && isFirstLocal(name);
      if (said.isArray() && (seen || variables.get(name).isEmpty())) {
        set(name, Value.of(List.of()));
      } else if (seen) {
        variables.unset(name);
      }
    }
    for (Node.Assignment assignment : node.assignments()) {
      // Its value still says what the name is outside.
      Value value = assignment.added() ? added(assignment) : said(assignment);
      declare(said, local, assignment.name(), value);
    }
    Optional<Map<String, Value>> quoted =
        Declaration.quoted(node.words().subList(1, node.words().size()), variables);
    if (quoted.isEmpty()) {
      variables.forgetAll(node.span().line());
    }
    quoted.orElse(Map.of()).forEach((name, value) -> declare(said, local, name, value));
  }

  private void declare(Declaration said, boolean local, String name, Value value) {
    if (local) {
      isFirstLocal(name);
    }
    boolean reckoned =
        said.isReckoned() && !value.words().stream().allMatch(one -> one.matches("\\d+"));
    set(name, reckoned ? unknownHere(name) : value);
  }

  /** Remembers what a name is outside of the function; says whether that was not yet done. */
  private boolean isFirstLocal(String name) {
    if (locals.containsKey(name)) {
      return false;
    }
    locals.put(name, variables.get(name));
    return true;
  }

  private Status other(
      Node.Simple node, Invocation invocation, ShellCommand command, boolean reads) {
    String program = invocation.program();
    List<String> arguments = invocation.arguments();
    boolean known = invocation.problem().isEmpty();
    Effects.sets(program, arguments)
        .forEach(name -> set(name, Value.unknown("$" + name + " is set while it runs")));
    Optional<String> change =
        Others.mayChange(
            program, arguments, known, reads, command.input().map(Word::text).orElse(""));
    if (change.isPresent()) {
      unreadable(node.span(), change.get());
      return Status.UNKNOWN;
    }
    if (Others.isReading(program, arguments)) {
      variables.forgetAll(node.span().line());
    }
    if (program.equals("eval")) {
      return text(node, String.join(" ", arguments));
    }
    Trap.of(node.span(), program, arguments).ifPresent(trap -> trap(trap, known));
    Optional<Status> own = ofTheShell(node, invocation);
    if (own.isPresent()) {
      return own.get();
    }
    boolean writes = command.outputs().stream().anyMatch(file -> !file.text().startsWith("/dev/"));
    if (writes && program.matches("echo|printf|cat")) {
      findings.notCarried(node.span(), "what goes into files stays with the system");
      return Status.SUCCESS;
    }
    if (Others.isQuiet(program)) {
      quiet += Others.says(program) ? 1 : 0;
    } else if (!Arithmetic.PROGRAMS.contains(program) && !program.equals("false")) {
      findings.notCarried(node.span(), Others.why(program, arguments));
    }
    boolean mayAsk = !known && program.matches("service|systemctl");
    return mayAsk ? Status.UNKNOWN : Others.status(program, arguments);
  }

  private void trap(Trap trap, boolean known) {
    if (!known && trap.text().isBlank()) {
      unreadable(trap.span(), "only a shell can find out what is done at the end of the script");
    }
    traps.removeIf(before -> trap.signals().containsAll(before.signals()));
    if (!trap.isReset()) {
      traps.add(trap);
    }
  }

  /** A text that is carried out: it is not followed, only what it may do is looked for. */
  private Status text(Node.Simple node, String text) {
    if (new Scan(programs, variables, functions).text(text)) {
      unreadable(node.span(), "what eval runs here may change something");
    } else {
      doubt(Substitutions.text(text), node.span(), true);
      findings.notCarried(node.span(), "nothing in it changes the director's table");
    }
    return Status.UNKNOWN;
  }

  /** What changes the state of the shell itself. */
  private Optional<Status> ofTheShell(Node.Simple node, Invocation invocation) {
    List<String> arguments = invocation.arguments();
    return switch (invocation.program()) {
      case "exit", "return" ->
          Optional.of(end(Flow.of(invocation.program()), arguments, invocation));
      case "break", "continue" -> Optional.of(leave(invocation));
      case "shift" -> Optional.of(shift(invocation));
      case "set" -> {
        parameters(node, invocation);
        yield Optional.of(Status.SUCCESS);
      }
      case "unset" -> {
        arguments.forEach(variables::unset);
        arguments.forEach(doubts::set);
        arguments.stream()
            .skip(1)
            .filter(one -> arguments.get(0).equals("-f"))
            .forEach(functions::remove);
        yield Optional.of(Status.SUCCESS);
      }
      default -> Optional.empty();
    };
  }

  private Status end(Flow way, List<String> arguments, Invocation invocation) {
    flow = way;
    if (arguments.isEmpty()) {
      return variables.last();
    }
    boolean number = invocation.problem().isEmpty() && arguments.get(0).matches("\\d{1,3}");
    return number ? Status.of(Integer.parseInt(arguments.get(0)) == 0) : Status.UNKNOWN;
  }

  /** {@code break} and {@code continue}; outside of a loop they do nothing. */
  private Status leave(Invocation invocation) {
    List<String> arguments = invocation.arguments();
    String said = arguments.isEmpty() ? "1" : arguments.get(0);
    if (invocation.problem().isPresent() || !said.matches("[1-9]\\d{0,2}")) {
      unreadable(
          invocation.words().get(0).span(),
          "only a shell can find out how many loops '%s' is for".formatted(invocation.program()));
    } else if (loops > 0) {
      levels = Math.min(Integer.parseInt(said), loops);
      flow = Flow.of(invocation.program());
    }
    return Status.SUCCESS;
  }

  private Status shift(Invocation invocation) {
    List<String> arguments = invocation.arguments();
    String said = arguments.isEmpty() ? "1" : arguments.get(0);
    if (invocation.problem().isPresent() || !said.matches("\\d{1,4}")) {
      variables.parameters(
          Parameters.unknown("only a shell can find out how far 'shift' goes before this line"));
      return Status.UNKNOWN;
    }
    int count = Integer.parseInt(said);
    Parameters before = variables.parameters();
    Status status = before.canShift(count);
    if (status != Status.FAILURE) {
      variables.parameters(before.behind(count));
    } else if (!bash) {
      // Some shells end with that, others do not.
      doubts.add(Flow.END, 0, invocation.words().get(0).span());
    }
    return status;
  }

  /** {@code set -- WORD…}; options alone leave the parameters as they are. */
  private void parameters(Node.Simple node, Invocation invocation) {
    if (!Effects.isSet("set", invocation.arguments())) {
      return;
    }
    Parameters words = variables.asParameters(node.words()).behind(invocation.skipped() + 1);
    while (!words.values().isEmpty() && isOption(words.values().get(0))) {
      boolean last = words.values().get(0).words().equals(List.of("--"));
      words = words.behind(1);
      if (last) {
        break;
      }
    }
    variables.parameters(words);
  }

  private static boolean isOption(Value value) {
    return value.words().stream().anyMatch(word -> word.matches("[-+].*|pipefail"));
  }

  @Override
  public Status pipeline(Node.Pipeline node) {
    if (node.parts().size() == 1) {
      Status status = node.parts().get(0).accept(this);
      return node.negated() ? status.negated() : status;
    }
    Status status = Status.SUCCESS;
    Optional<Word> output = Optional.empty();
    boolean behind = false;
    for (Node part : node.parts()) {
      Optional<Word> input = output;
      output = said(part);
      boolean reads = behind;
      behind = true;
      status =
          apart(
              () -> {
                piped = input;
                isPiped = reads;
                return part.accept(this);
              });
      piped = Optional.empty();
      isPiped = false;
    }
    return node.negated() ? status.negated() : status;
  }

  /** A shell of its own: what it sets, and its end, stay within it. */
  private Status apart(Supplier<Status> inner) {
    final Variables.Memory before = variables.memory();
    final Map<String, Node> functionsBefore = functions;
    final Map<String, Optional<Value>> localsBefore = locals;
    final List<Trap> trapsBefore = traps;
    final int mark = doubts.mark();
    functions = new HashMap<>(functions);
    locals = new HashMap<>(locals);
    traps = new ArrayList<>();
    Status status = inner.get();
    refuseTraps();
    traps = trapsBefore;
    boolean doubtful = !doubts.leaveAll(mark).isEmpty();
    variables.restore(before);
    functions = functionsBefore;
    locals = localsBefore;
    flow = stopped ? Flow.END : Flow.ON;
    return doubtful ? Status.UNKNOWN : status;
  }

  /** What a command writes for the next one, where that is known. */
  private Optional<Word> said(Node part) {
    if (!(part instanceof Node.Simple simple)) {
      return Optional.empty();
    }
    Expanded words = variables.expand(simple.words());
    if (words.problem().isPresent() || words.words().isEmpty()) {
      return Optional.empty();
    }
    String program = words.words().get(0).text();
    if (program.equals("cat") && words.words().size() == 1) {
      return input(simple, Optional.empty());
    }
    List<Word> rest =
        words.words().stream().skip(1).filter(word -> !word.text().matches("-[neE]+")).toList();
    if (!program.equals("echo") || rest.isEmpty()) {
      return Optional.empty();
    }
    String text = rest.stream().map(Word::text).collect(Collectors.joining(" "));
    Span span = rest.get(0).span().to(rest.get(rest.size() - 1).span());
    return Optional.of(new Word(text.replace("\\n", "\n") + "\n", span));
  }

  @Override
  public Status either(Node.Either node) {
    Status first = node.first().accept(this);
    if (flow != Flow.ON) {
      return first;
    }
    variables.last(first);
    if (first == Status.UNKNOWN) {
      return undecided(List.of(node.second()), node.first().span());
    }
    boolean goesOn = node.and() == (first == Status.SUCCESS);
    if (goesOn) {
      return node.second().accept(this);
    }
    String ends = node.and() ? "succeeds" : "fails";
    notReached(List.of(node.second()), "is done only where the command before it " + ends);
    return first;
  }

  /** Parts of which only a shell knows whether they are carried out. */
  private Status undecided(List<Node> parts, Span condition) {
    return undecided(parts, parts, condition);
  }

  /**
   * Such parts.
   *
   * @param whole what they stand in, as far as nobody knows whether it is carried out
   */
  private Status undecided(List<Node> parts, List<Node> whole, Span condition) {
    Optional<Node> change = change(whole);
    if (change.isPresent()) {
      unknownCondition(condition, change.get().span());
      doubt(whole, condition, false);
    } else {
      tellLeftOut(parts);
      doubt(whole, condition, true);
    }
    return Status.UNKNOWN;
  }

  /** What perhaps is carried out sets variables and leads out, perhaps. */
  private void doubt(List<Node> parts, Span condition, boolean ways) {
    Effects effects = new Effects(variables, functions).of(parts);
    effects.traps().stream().filter(trap -> !trap.isReset()).forEach(traps::add);
    if (effects.readsFile()) {
      variables.forgetAll(condition.line());
    }
    effects.names().forEach(name -> forget(name, condition));
    if (effects.setsParameters()) {
      variables.parameters(
          Parameters.unknown(
              "only a shell can find out what the parameters are behind line %d"
                  .formatted(condition.line())));
    }
    effects.ways().stream()
        .filter(way -> ways && (!way.flow().isOfLoop() || loops > 0))
        .forEach(way -> doubts.add(way.flow(), Math.min(way.levels(), loops), condition));
  }

  private void tellLeftOut(List<Node> parts) {
    parts.stream()
        .filter(part -> !isQuiet(part))
        .forEach(
            part ->
                findings.notCarried(
                    part.span(),
                    new Effects(variables, functions).of(List.of(part)).readsFile()
                        ? Others.OTHER_FILE
                        : "nothing in it changes the director's table"));
  }

  private static boolean isQuiet(Node part) {
    return part instanceof Node.Simple simple
        && simple.outputs().stream().allMatch(file -> file.span().text().startsWith("/dev/"))
        && (simple.words().isEmpty()
            || simple.words().get(0).literal().filter(Others::isQuiet).isPresent()
            || simple.words().get(0).literal().filter(Conditions.TESTS::contains).isPresent());
  }

  private void notReached(List<Node> parts, String why) {
    if (change(parts).isPresent()) {
      parts.forEach(part -> findings.notCarried(part.span(), why));
    } else {
      tellLeftOut(parts);
    }
  }

  @Override
  public Status choice(Node.Choice node) {
    Status condition = run(node.condition());
    if (flow != Flow.ON) {
      return condition;
    }
    return switch (condition) {
      case SUCCESS -> {
        Status status = run(node.then());
        notReached(node.otherwise(), "its condition does not hold");
        yield status;
      }
      case FAILURE -> {
        notReached(node.then(), "its condition does not hold");
        yield run(node.otherwise());
      }
      case UNKNOWN -> {
        List<Node> all = new ArrayList<>(node.then());
        all.addAll(node.otherwise());
        yield undecided(all, spanOf(node.condition(), node));
      }
    };
  }

  private static Span spanOf(List<Node> condition, Node whole) {
    return condition.isEmpty()
        ? whole.span()
        : condition.get(0).span().to(condition.get(condition.size() - 1).span());
  }

  @Override
  public Status each(Node.Each node) {
    node.words().ifPresent(said -> prepareHidden(node.span(), said));
    Parameters words = node.words().map(variables::asParameters).orElseGet(variables::parameters);
    Optional<Problem> problem =
        node.words()
            .flatMap(said -> variables.inCondition(said).problem())
            .or(() -> words.more().map(why -> new Problem(node.span(), why)));
    if (problem.isPresent()) {
      return unknownWords(node, problem.get());
    }
    guessed |= words.guessed();
    Status status = Status.SUCCESS;
    int mark = doubts.mark();
    boolean on = true;
    for (int at = 0; at < words.values().size() && on; at++) {
      set(node.variable(), words.values().get(at).there());
      status = once(node.body(), mark);
      on = goesOn();
    }
    return settle(doubts.leaveLoop(mark)) ? Status.UNKNOWN : status;
  }

  private Status unknownWords(Node.Each node, Problem problem) {
    if (change(node.body()).isPresent()) {
      unknown(problem);
    } else {
      tellLeftOut(node.body());
    }
    doubt(List.of(node), problem.span(), true);
    variables.set(node.variable(), Value.unknown(problem.why()));
    return Status.UNKNOWN;
  }

  /** Carries the body of a loop out. */
  private Status once(List<Node> body, int mark) {
    loops++;
    Status status = run(body);
    loops--;
    settle(doubts.leave(mark, Flow.CONTINUE));
    return status;
  }

  /** Whether a loop goes on behind its body. */
  private boolean goesOn() {
    if (!flow.isOfLoop()) {
      return flow == Flow.ON;
    }
    if (levels > 1) {
      levels--;
      return false;
    }
    boolean next = flow == Flow.CONTINUE;
    flow = Flow.ON;
    return next;
  }

  @Override
  public Status counting(Node.Counting node) {
    prepareHidden(node.end().span(), List.of(node.end()));
    Value end = variables.single(node.end());
    String text = String.join("", end.words());
    if (end.unknown().isPresent() || !text.matches("\\d{1,6}")) {
      return undecided(node.body(), List.of(node), node.end().span());
    }
    int past = Integer.parseInt(text) + (node.included() ? 1 : 0);
    Status status = Status.SUCCESS;
    int mark = doubts.mark();
    boolean on = true;
    for (int number = node.first(); number < past && on; number++) {
      set(node.variable(), Value.of(Integer.toString(number)));
      status = once(node.body(), mark);
      on = goesOn();
    }
    return settle(doubts.leaveLoop(mark)) ? Status.UNKNOWN : status;
  }

  @Override
  public Status loop(Node.Loop node) {
    List<Node> all = new ArrayList<>(node.condition());
    all.addAll(node.body());
    return undecided(all, List.of(node), spanOf(node.condition(), node));
  }

  @Override
  public Status selection(Node.Selection node) {
    boolean calledWith =
        calls == 0
            && node.subject().span().text().matches("\"?\\$\\{?1}?\"?")
            && variables.parameters().get(1).unknown().isPresent();
    if (calledWith) {
      CALLED_WITH_TOO.stream()
          .filter(word -> node.branches().stream().anyMatch(branch -> names(branch, word)))
          .findFirst()
          .ifPresent(this::callWith);
    }
    prepareHidden(node.subject().span(), node.words());
    Value said = variables.single(node.subject());
    Value subject = said.inCondition();
    if (subject.unknown().isPresent()) {
      return undecided(
          node.branches().stream().flatMap(branch -> branch.body().stream()).toList(),
          node.subject().span());
    }
    String word = subject.words().get(0);
    if (unreadable(node, word)) {
      return undecided(
          node.branches().stream().flatMap(branch -> branch.body().stream()).toList(),
          node.subject().span());
    }
    guessed |= said.guess().isPresent();
    Status status = Status.SUCCESS;
    boolean found = false;
    for (Node.Branch branch : node.branches()) {
      if (!found && takes(branch, word) == Status.SUCCESS) {
        found = true;
        status = run(branch.body());
      } else if (change(branch.body()).isPresent()) {
        findings.notCarried(branch.span(), "only what it does for '%s' is read".formatted(word));
      }
    }
    return status;
  }

  /** Whether it is not known of a branch that it is for the word, before one that is. */
  private boolean unreadable(Node.Selection node, String word) {
    for (Node.Branch branch : node.branches()) {
      Status takes = takes(branch, word);
      if (takes != Status.FAILURE) {
        return takes == Status.UNKNOWN;
      }
    }
    return false;
  }

  private void callWith(String word) {
    variables.parameters(Parameters.guess(word));
    guess = word;
  }

  private static boolean names(Node.Branch branch, String word) {
    return branch.patterns().stream().anyMatch(one -> one.literal().equals(Optional.of(word)));
  }

  private Status takes(Node.Branch branch, String word) {
    List<Status> patterns =
        branch.patterns().stream().map(pattern -> isFor(variables.pattern(pattern), word)).toList();
    if (patterns.contains(Status.SUCCESS)) {
      return Status.SUCCESS;
    }
    return patterns.contains(Status.UNKNOWN) ? Status.UNKNOWN : Status.FAILURE;
  }

  private Status isFor(Value pattern, String word) {
    return pattern.unknown().isPresent()
        ? Status.UNKNOWN
        : ShellPattern.matches(word, pattern.words().get(0), bash);
  }

  @Override
  public Status function(Node.Function node) {
    functions.put(node.name(), node.body());
    return Status.SUCCESS;
  }

  @Override
  public Status group(Node.Group node) {
    return node.apart() ? apart(() -> run(node.body())) : run(node.body());
  }
}
