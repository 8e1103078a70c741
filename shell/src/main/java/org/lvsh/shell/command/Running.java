package org.lvsh.shell.command;

import java.util.Optional;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.session.Staged;

/**
 * The statement that is being carried out: Spring Shell's own input carries strings only, so the
 * tree travels beside it.
 */
public final class Running {
  private Optional<Staged> statement = Optional.empty();
  private boolean leaving;

  /** Sets what the next command of the executor carries out. */
  public void begin(Statement tree, String source, boolean interactive) {
    statement = Optional.of(new Staged(tree, source, interactive));
  }

  /** Forgets it. */
  public void end() {
    statement = Optional.empty();
  }

  Staged statement() {
    return statement.orElseThrow(
        () -> new IllegalStateException("a command was run without a statement"));
  }

  void leave() {
    leaving = true;
  }

  /** Whether {@code exit} has been said. */
  public boolean isLeaving() {
    return leaving;
  }
}
