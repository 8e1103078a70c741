package org.lvsh.shell.compile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.diagnostic.Diagnostic;

/**
 * What a candidate compiles to.
 *
 * @param snapshot the state the kernel should have; of no use where a diagnostic is an error
 * @param services the services with every choice made, by name
 * @param names the name of each entry of the snapshot
 */
public record Desired(
    Snapshot snapshot,
    Map<String, ServiceSpec> services,
    Map<ServiceKey, String> names,
    List<Diagnostic> diagnostics) {
  public Desired {
    services = Collections.unmodifiableMap(services);
    names = Collections.unmodifiableMap(new TreeMap<>(names));
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
