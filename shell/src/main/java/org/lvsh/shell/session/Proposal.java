package org.lvsh.shell.session;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.plan.Plan;

/**
 * A plan, or why there is none.
 *
 * @param plan empty where a diagnostic is an error
 */
public record Proposal(Optional<Plan> plan, List<Diagnostic> diagnostics) {
  public Proposal {
    diagnostics = List.copyOf(diagnostics);
  }
}
