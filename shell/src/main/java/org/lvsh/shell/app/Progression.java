package org.lvsh.shell.app;

import org.lvsh.language.ast.Statement;
import org.lvsh.shell.command.Exit;
import org.springframework.shell.core.command.ExitStatus;

/** How statements that are carried out one after the other have ended so far. */
final class Progression {
  private ExitStatus status = Exit.DONE;

  /**
   * Takes note of one more.
   *
   * @return whether it has failed; that there are changes to apply is no failure
   */
  boolean fails(Statement statement, ExitStatus ended) {
    boolean changes = ended.code() == Exit.CHANGES.code();
    boolean failed = !changes && ended.code() != Exit.DONE.code();
    boolean settles =
        statement instanceof Statement.Apply || statement instanceof Statement.Discard;
    if (failed || changes || settles) {
      status = ended;
    }
    return failed;
  }

  /**
   * Done; changes that a plan has shown and nothing has applied or discarded since; or the failure.
   */
  ExitStatus status() {
    return status;
  }
}
