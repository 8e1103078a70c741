package org.lvsh.shell.app;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.command.RunOptions;
import org.lvsh.shell.command.SavedPlans;
import org.lvsh.shell.session.Pruning;

/** Options that no statement beside them heeds: whoever says one means something by it. */
final class IdleOptions {
  static final String CHECK = "--check goes with 'format' only; 'plan' shows what would change";

  private IdleOptions() {}

  /** What to say of such an option; empty where there is none. */
  static Optional<String> told(RunOptions options, List<Statement> statements) {
    if (options.check() && !statements.stream().allMatch(Statement.Format.class::isInstance)) {
      return Optional.of(CHECK);
    }
    if (options.pruning() == Pruning.NONE || statements.stream().anyMatch(IdleOptions::prunes)) {
      return Optional.empty();
    }
    String said = options.pruning() == Pruning.ALL ? "--prune-all" : "--prune";
    return Optional.of(
        said + " goes with a file to plan or apply only: what is removed are its own services");
  }

  /** What a saved plan removes was settled when it was made. */
  private static boolean prunes(Statement statement) {
    return file(statement).filter(file -> !SavedPlans.isOne(file)).isPresent();
  }

  private static Optional<Located<String>> file(Statement statement) {
    if (statement instanceof Statement.Apply apply) {
      return apply.file();
    }
    if (statement instanceof Statement.Plan plan) {
      return plan.file();
    }
    return statement instanceof Statement.Check check
        ? Optional.of(check.file())
        : Optional.empty();
  }
}
