package org.lvsh.shell.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;

/**
 * Goes through a script without carrying it out, so that a mistake in its last line is known before
 * its first one has done anything. Names are checked against the live state.
 */
final class Rehearsal {
  private final Session session;
  private final List<Diagnostic> found = new ArrayList<>();
  private final List<Staged> applied = new ArrayList<>();
  private final List<Staged> staged = new ArrayList<>();
  private Candidate candidate;

  Rehearsal(Session session) {
    this.session = session;
  }

  /** Every mistake of a script, in the order of its text. */
  List<Diagnostic> check(Parsed script, String source) {
    found.addAll(script.diagnostics());
    boolean changes = script.statements().stream().anyMatch(Statement::isChange);
    if (changes) {
      candidate = Candidate.of(session.live());
      script.statements().forEach(statement -> walk(statement, source));
      found.addAll(session.compile(candidate).diagnostics());
    }
    found.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
    return List.copyOf(new LinkedHashSet<>(found));
  }

  private void walk(Statement statement, String source) {
    if (statement.isChange()) {
      Staged next = new Staged(statement, source, false);
      found.addAll(lay(next));
      staged.add(next);
      return;
    }
    if (statement instanceof Statement.Undo && !staged.isEmpty()) {
      staged.remove(staged.size() - 1);
      rebuild();
    } else if (statement instanceof Statement.Discard) {
      staged.clear();
      rebuild();
    } else if (statement instanceof Statement.Apply) {
      found.addAll(session.compile(candidate).diagnostics());
      applied.addAll(staged);
      staged.clear();
    }
    candidate.leaveContext();
  }

  private void rebuild() {
    candidate = Candidate.of(session.live());
    applied.forEach(this::lay);
    staged.forEach(this::lay);
  }

  private List<Diagnostic> lay(Staged next) {
    return candidate.lay(next.statement(), next.source(), next.interactive());
  }
}
