package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What parts of a script that are perhaps carried out do to what comes behind them: the variables
 * that they set, and the ways out that they take.
 */
final class Effects implements Node.Cases<Effects> {
  private final Variables variables;
  private final Map<String, Node> functions;
  private final Set<String> names = new TreeSet<>();
  private final List<Way> ways = new ArrayList<>();
  private final List<Trap> traps = new ArrayList<>();
  private final Set<String> entered = new HashSet<>();
  private boolean parameters;
  private boolean reads;
  private int loops;
  private int calls;
  private int texts;

  Effects(Variables variables, Map<String, Node> functions) {
    this.variables = variables;
    this.functions = functions;
  }

  /**
   * A way out.
   *
   * @param levels out of how many loops
   */
  record Way(Flow flow, int levels) {}

  Effects of(List<Node> nodes) {
    nodes.forEach(node -> node.accept(this));
    return this;
  }

  /** The variables that are set. */
  Set<String> names() {
    return names;
  }

  List<Way> ways() {
    return ways;
  }

  /** What is to be done at the end. */
  List<Trap> traps() {
    return traps;
  }

  /** Whether the parameters become others. */
  boolean setsParameters() {
    return parameters;
  }

  /** Whether another file is read, which may set any variable. */
  boolean readsFile() {
    return reads;
  }

  private void within(List<RawWord> words) {
    for (RawWord word : words) {
      names.addAll(word.sets());
      if (word.mayEnd()) {
        ways.add(new Way(Flow.END, 0));
      }
    }
  }

  private void quoted(List<RawWord> words) {
    Optional<Map<String, Value>> said = Declaration.quoted(words, variables);
    said.ifPresent(all -> names.addAll(all.keySet()));
    reads |= said.isEmpty();
  }

  @Override
  public Effects simple(Node.Simple node) {
    within(node.all());
    Invocation command = Invocation.of(node.words(), variables, functions.keySet());
    boolean assigns = command.isEmpty() || Declaration.PROGRAMS.contains(command.program());
    if (assigns) {
      node.assignments().forEach(one -> names.add(one.name()));
    }
    if (assigns && !command.isEmpty()) {
      quoted(node.words().subList(1, node.words().size()));
    }
    if (!command.isEmpty()) {
      Trap.of(node.span(), command.program(), command.arguments()).ifPresent(traps::add);
      command(command, command.program(), command.arguments());
    }
    return this;
  }

  private void command(Invocation command, String program, List<String> arguments) {
    if (command.calls(functions.keySet())) {
      enter(program);
      return;
    }
    names.addAll(sets(program, arguments));
    reads |= Others.isReading(program, arguments);
    if (program.equals("eval") && texts < Scan.DEEPEST) {
      texts++;
      of(Substitutions.text(String.join(" ", arguments)));
      texts--;
    }
    boolean own = calls == 0 && (program.equals("shift") || isSet(program, arguments));
    parameters |= own;
    Flow flow = Flow.of(program);
    int levels = levels(arguments) - loops;
    boolean leads =
        switch (flow) {
          case ON -> false;
          case CONTINUE, BREAK -> levels > 0;
          case RETURN -> calls == 0;
          case END -> true;
        };
    if (leads) {
      ways.add(new Way(flow, levels));
    }
  }

  private void enter(String function) {
    if (!entered.add(function)) {
      return;
    }
    int before = loops;
    calls++;
    // A loop around the call is none to the function.
    loops = Integer.MAX_VALUE / 2;
    functions.get(function).accept(this);
    loops = before;
    calls--;
  }

  private static int levels(List<String> arguments) {
    return arguments.stream()
        .filter(one -> one.matches("[1-9]\\d{0,2}"))
        .map(Integer::parseInt)
        .findFirst()
        .orElse(1);
  }

  /** The variables that a command sets by their names among its words. */
  static List<String> sets(String program, List<String> arguments) {
    if (Arithmetic.PROGRAMS.contains(program)) {
      return arguments.stream().flatMap(Arithmetic::sets).toList();
    }
    return switch (program) {
      case "read", "mapfile", "readarray", "getopts", "unset" ->
          arguments.stream()
              .map(one -> one.replaceFirst("\\[.*", ""))
              .filter(one -> one.matches("[A-Za-z_][A-Za-z0-9_]*"))
              .toList();
      case "printf" ->
          arguments.size() > 1 && arguments.get(0).equals("-v")
              ? List.of(arguments.get(1))
              : List.of();
      default -> List.of();
    };
  }

  /** Whether {@code set} says other parameters, and not only options. */
  static boolean isSet(String program, List<String> arguments) {
    return program.equals("set")
        && arguments.stream().anyMatch(one -> one.equals("--") || !one.matches("[-+].*|pipefail"));
  }

  @Override
  public Effects pipeline(Node.Pipeline node) {
    return node.parts().size() == 1 ? of(node.parts()) : this;
  }

  @Override
  public Effects either(Node.Either node) {
    return of(List.of(node.first(), node.second()));
  }

  @Override
  public Effects choice(Node.Choice node) {
    return of(node.condition()).of(node.then()).of(node.otherwise());
  }

  @Override
  public Effects each(Node.Each node) {
    names.add(node.variable());
    within(node.words().orElse(List.of()));
    return loop(node.body());
  }

  @Override
  public Effects counting(Node.Counting node) {
    names.add(node.variable());
    return loop(node.body());
  }

  @Override
  public Effects loop(Node.Loop node) {
    return loop(node.condition()).loop(node.body());
  }

  private Effects loop(List<Node> body) {
    loops++;
    of(body);
    loops--;
    return this;
  }

  @Override
  public Effects selection(Node.Selection node) {
    within(node.words());
    node.branches().forEach(branch -> of(branch.body()));
    return this;
  }

  @Override
  public Effects function(Node.Function node) {
    return this;
  }

  @Override
  public Effects group(Node.Group node) {
    return node.apart() ? this : of(node.body());
  }
}
