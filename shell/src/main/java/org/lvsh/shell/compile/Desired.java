package org.lvsh.shell.compile;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * What a candidate compiles to.
 *
 * @param snapshot the state the kernel should have; of no use where a diagnostic is an error
 * @param services the services with every choice made, by name
 * @param allowed the codes of the warnings that are not wanted of anything
 * @param director what was said of the director as a whole
 * @param names the name of each entry of the snapshot
 * @param statements the last statement that spoke of a service, by its name; also of those that go
 */
public record Desired(
    Snapshot snapshot,
    Map<String, ServiceSpec> services,
    Set<String> allowed,
    DirectorSpec director,
    Map<ServiceKey, String> names,
    Map<String, Span> statements,
    List<Diagnostic> diagnostics) {
  public Desired {
    services = Collections.unmodifiableMap(services);
    allowed = Set.copyOf(allowed);
    names = Collections.unmodifiableMap(new TreeMap<>(names));
    statements = Map.copyOf(statements);
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * A state as it is, as if it were wanted: with no statement that asks for it.
   *
   * @param before the state it is compared with; a service that has another name there is a renamed
   *     one
   */
  public static Desired asItIs(Snapshot before, Snapshot state) {
    return asItIs(before, state, Span.NONE);
  }

  /**
   * The same where one statement asks for all that differs.
   *
   * @param statement none where it is {@link Span#NONE}
   */
  public static Desired asItIs(Snapshot before, Snapshot state, Span statement) {
    Map<ServiceKey, String> names = ServiceNames.of(state);
    return new Desired(
        state,
        Renamed.since(before, state),
        Set.of(),
        DirectorSpec.of(state),
        names,
        statement.equals(Span.NONE) ? Map.of() : changed(state, before, statement),
        List.of());
  }

  private static Map<String, Span> changed(Snapshot state, Snapshot live, Span statement) {
    Map<String, Span> changed = new HashMap<>();
    ServiceNames.of(state)
        .forEach(
            (key, name) -> {
              if (!state.services().get(key).equals(live.services().get(key))) {
                changed.put(name, statement);
              }
            });
    return changed;
  }

  /** The same with these diagnostics. */
  public Desired with(List<Diagnostic> others) {
    return new Desired(snapshot, services, allowed, director, names, statements, others);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
