package org.lvsh.shell.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * What would be done to a kernel, in this order, and what it means. The very value that is shown is
 * the one that is carried out.
 *
 * @param basis the state it was made from
 * @param target the state it leads to
 * @param changes by service, in the order of their names
 * @param director what changes of the director as a whole
 * @param operations what is done, make before break
 * @param causes what each operation, by its place, is there for
 * @param warnings what is regrettable about it
 * @param impact whom it touches at the moment it is made
 */
public record Plan(
    Snapshot basis,
    Snapshot target,
    List<ServiceChange> changes,
    DirectorChanges director,
    List<Operation> operations,
    Map<Integer, Cause> causes,
    List<Diagnostic> warnings,
    Impact impact) {
  public Plan {
    changes = List.copyOf(changes);
    operations = List.copyOf(operations);
    causes = Map.copyOf(causes);
    warnings = List.copyOf(warnings);
  }

  /**
   * What an operation is there for.
   *
   * @param subject what it is about: {@code service shop}, {@code timeouts}, {@code sync master}
   * @param service the name of the service, where it is about one
   * @param statement the statement that asks for it; {@link Span#NONE} where none does, as for a
   *     rule that makes room for another service
   */
  public record Cause(String subject, Optional<String> service, Span statement) {
    static Cause ofService(String name, Span statement) {
      return new Cause("service " + name, Optional.of(name), statement);
    }
  }

  Plan with(Impact other) {
    return new Plan(basis, target, changes, director, operations, causes, warnings, other);
  }

  /** The same operations between two other states, which differ where they change nothing. */
  public Plan from(Snapshot before, Snapshot after) {
    return new Plan(before, after, changes, director, operations, causes, warnings, impact);
  }

  public boolean isEmpty() {
    return operations.isEmpty();
  }

  /** How many services a kind of change happens to. */
  public long count(ChangeKind kind) {
    return changes.stream().filter(change -> change.kind() == kind).count();
  }

  /** Whether it ends connections of a service by putting a new one in its place. */
  public boolean replaces() {
    return count(ChangeKind.REPLACE) > 0;
  }

  /** What ends with the services that it replaces. */
  public List<Effect> ofReplaced() {
    Set<String> replaced =
        changes.stream()
            .filter(change -> change.kind() == ChangeKind.REPLACE)
            .map(ServiceChange::name)
            .collect(Collectors.toSet());
    return impact.effects().stream()
        .filter(effect -> operations.get(effect.operation()) instanceof Operation.RemoveService)
        .filter(effect -> effect.service().filter(replaced::contains).isPresent())
        .toList();
  }
}
