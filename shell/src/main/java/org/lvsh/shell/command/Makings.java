package org.lvsh.shell.command;

import java.util.Optional;
import org.lvsh.language.ast.Located;
import org.lvsh.shell.plan.SavedPlan;
import org.lvsh.shell.session.Session;

/** Says where a plan comes from that is made right now. */
final class Makings {
  private final Session session;

  Makings(Session session) {
    this.session = session;
  }

  /** A plan of this session that a statement has asked for, such as {@code rollback 3}. */
  SavedPlan.Making of(String statement) {
    return of(Optional.<Located<String>>empty(), Optional.of(statement));
  }

  /**
   * A plan of this session.
   *
   * @param file what was planned; empty for what is staged
   */
  SavedPlan.Making of(Optional<Located<String>> file) {
    return of(file, Optional.empty());
  }

  private SavedPlan.Making of(Optional<Located<String>> file, Optional<String> statement) {
    return new SavedPlan.Making(
        session.store().now(),
        session.store().operator(),
        VersionCommand.lvsh(),
        session.kernel().label(),
        session.kernel().firewall(),
        file.map(Located::value).or(() -> statement));
  }
}
