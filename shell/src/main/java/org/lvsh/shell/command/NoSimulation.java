package org.lvsh.shell.command;

import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;

/** That a live kernel is none to play with. */
final class NoSimulation {
  private NoSimulation() {}

  static Diagnostic of(Statement statement) {
    return Diagnostic.error(
            "live-kernel",
            statement.span(),
            "'%s' is for a simulated kernel: clients and time come to a live one by themselves"
                .formatted(statement.verb()))
        .withHint("start lvsh with '--kernel simulated', or with '--state FILE' to keep it");
  }
}
