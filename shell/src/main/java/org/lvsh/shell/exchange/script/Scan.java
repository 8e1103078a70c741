package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for commands that would change something, without carrying anything out. */
final class Scan implements Node.Cases<Optional<Node>> {
  /** The most calls of functions that are looked into; behind them anything may come. */
  private static final int MOST_CALLS = 32;

  private final Programs programs;
  private final Variables variables;
  private final Map<String, Node> functions;
  private final Set<String> entered = new HashSet<>();

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

  @Override
  public Optional<Node> simple(Node.Simple node) {
    if (node.unknown().stream().anyMatch(Tools::changeIn)) {
      return Optional.of(node);
    }
    Invocation command = Invocation.of(node.words(), variables, functions.keySet());
    if (command.isEmpty()) {
      return Optional.empty();
    }
    String program = command.program();
    if (functions.containsKey(program)) {
      return called(node, program, variables.asParameters(node.words()).behind(1));
    }
    return Optional.of((Node) node).filter(found -> changes(node, command));
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
    return first(node.body());
  }

  @Override
  public Optional<Node> counting(Node.Counting node) {
    return first(node.body());
  }

  @Override
  public Optional<Node> loop(Node.Loop node) {
    List<Node> all = new ArrayList<>(node.condition());
    all.addAll(node.body());
    return first(all);
  }

  @Override
  public Optional<Node> selection(Node.Selection node) {
    return first(node.branches().stream().flatMap(branch -> branch.body().stream()).toList());
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
