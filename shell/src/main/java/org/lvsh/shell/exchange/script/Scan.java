package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for commands that would change something, without carrying anything out. */
final class Scan implements Node.Cases<Optional<Node>> {
  /** The most calls of functions that are looked into; behind them anything may come. */
  private static final int MOST_CALLS = 32;

  /** How deep commands that are looked into may stand within words of others. */
  static final int DEEPEST = 16;

  private final Programs programs;
  private final Variables variables;
  private final Map<String, Node> functions;
  private final Set<String> entered = new HashSet<>();
  private int depth;

  Scan(Programs programs, Variables variables, Map<String, Node> functions) {
    this.programs = programs;
    this.variables = variables;
    this.functions = functions;
  }

  /** The first such command of some parts. */
  Optional<Node> first(List<Node> nodes) {
    for (Node node : nodes) {
      Optional<Node> found = node.accept(this);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Whether commands within words would, given what is written there for a shell to find out. */
  boolean within(List<String> substitutions) {
    if (depth >= DEEPEST) {
      return !substitutions.isEmpty();
    }
    depth++;
    boolean found = substitutions.stream().anyMatch(this::changes);
    depth--;
    return found;
  }

  /** Whether commands in a text would. */
  boolean text(String commands) {
    if (depth >= DEEPEST) {
      return true;
    }
    depth++;
    boolean found = first(Substitutions.text(commands)).isPresent();
    depth--;
    return found;
  }

  /** Whether what is done at the end of a script would. */
  boolean atTheEnd(Trap trap) {
    return Tools.changeIn(trap.text()) || text(trap.text());
  }

  private boolean changes(String substitution) {
    return Tools.changeIn(substitution)
        || within(Substitutions.within(substitution))
        || first(Substitutions.commands(substitution)).isPresent();
  }

  private Optional<Node> within(Node node, List<RawWord> words) {
    return Optional.of(node).filter(one -> within(RawWord.unknown(words)));
  }

  @Override
  public Optional<Node> simple(Node.Simple node) {
    if (within(RawWord.unknown(node.all()))) {
      return Optional.of(node);
    }
    Invocation command = Invocation.of(node.words(), variables, functions.keySet());
    if (command.isEmpty()) {
      return Optional.empty();
    }
    String program = command.program();
    if (writes(node, command)) {
      return Optional.of(node);
    }
    if (command.calls(functions.keySet())) {
      Parameters parameters = variables.asParameters(node.words());
      return called(node, program, parameters.behind(command.skipped() + 1));
    }
    return Optional.of((Node) node).filter(found -> changes(node, command));
  }

  /** Whether it writes into a file by which something is changed. */
  private boolean writes(Node.Simple node, Invocation command) {
    Stream<String> files = variables.expand(node.outputs()).texts().stream();
    Stream<String> copies =
        command.program().equals("tee") ? command.arguments().stream() : Stream.empty();
    return Stream.concat(files, copies).anyMatch(programs::changesFile);
  }

  private Optional<Node> called(Node.Simple node, String function, Parameters parameters) {
    if (entered.size() >= MOST_CALLS) {
      return Optional.of(node);
    }
    if (!entered.add(function + " " + parameters)) {
      return Optional.empty();
    }
    Parameters before = variables.parameters();
    variables.parameters(parameters);
    Optional<Node> found = functions.get(function).accept(this);
    variables.parameters(before);
    return found;
  }

  private boolean changes(Node.Simple node, Invocation command) {
    String program = command.program();
    List<String> arguments = command.arguments();
    if (command.unreadable().isPresent()) {
      return true;
    }
    if (programs.heeds(program)) {
      return programs.changes(program, arguments);
    }
    String input =
        node.document().map(variables::single).map(one -> String.join("", one.words())).orElse("");
    if (Trap.of(node.span(), program, arguments).filter(this::atTheEnd).isPresent()) {
      return true;
    }
    if (program.equals("eval") && text(String.join(" ", arguments))) {
      return true;
    }
    boolean reads = node.document().isPresent() || node.inputFile().isPresent();
    return Others.mayChange(program, arguments, command.problem().isEmpty(), reads, input)
        .isPresent();
  }

  @Override
  public Optional<Node> pipeline(Node.Pipeline node) {
    return first(node.parts());
  }

  @Override
  public Optional<Node> either(Node.Either node) {
    return first(List.of(node.first(), node.second()));
  }

  @Override
  public Optional<Node> choice(Node.Choice node) {
    List<Node> all = new ArrayList<>(node.condition());
    all.addAll(node.then());
    all.addAll(node.otherwise());
    return first(all);
  }

  @Override
  public Optional<Node> each(Node.Each node) {
    return within(node, node.words().orElse(List.of())).or(() -> first(node.body()));
  }

  @Override
  public Optional<Node> counting(Node.Counting node) {
    return within(node, List.of(node.end())).or(() -> first(node.body()));
  }

  @Override
  public Optional<Node> loop(Node.Loop node) {
    List<Node> all = new ArrayList<>(node.condition());
    all.addAll(node.body());
    return first(all);
  }

  @Override
  public Optional<Node> selection(Node.Selection node) {
    return within(node, node.words())
        .or(() -> first(node.branches().stream().flatMap(one -> one.body().stream()).toList()));
  }

  /** Where it is not known whether a function is there, neither is what its calls do. */
  @Override
  public Optional<Node> function(Node.Function node) {
    return node.body().accept(this);
  }

  @Override
  public Optional<Node> group(Node.Group node) {
    return first(node.body());
  }
}
