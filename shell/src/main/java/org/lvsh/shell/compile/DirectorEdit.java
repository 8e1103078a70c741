package org.lvsh.shell.compile;

import java.util.Optional;
import org.lvsh.kernel.model.Setting;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** Lays statements over a candidate that speak of the director as a whole. */
abstract class DirectorEdit extends ChangesOnly {
  private final Candidate candidate;
  private final boolean interactive;

  DirectorEdit(Candidate candidate, boolean interactive) {
    this.candidate = candidate;
    this.interactive = interactive;
  }

  @Override
  public Void marks(Statement.Marks statement) {
    candidate.leaveContext();
    if (!interactive && candidate.marksSaid().isPresent()) {
      diagnostics().add(saidTwice("marks", statement.span(), candidate.marksSaid().get()));
    } else {
      candidate.marks(statement.range());
    }
    return null;
  }

  @Override
  public Void timeouts(Statement.Timeouts statement) {
    candidate.leaveContext();
    candidate.direct(candidate.director().with(statement));
    return null;
  }

  @Override
  public Void startSync(Statement.StartSync statement) {
    candidate.leaveContext();
    if (maySay(DirectorSpec.called(DirectorSpec.role(statement.role())), statement.span())) {
      candidate.direct(candidate.director().with(statement));
    }
    return null;
  }

  @Override
  public Void stopSync(Statement.StopSync statement) {
    candidate.leaveContext();
    if (maySay(DirectorSpec.called(DirectorSpec.role(statement.role())), statement.span())) {
      candidate.direct(candidate.director().without(statement));
    }
    return null;
  }

  @Override
  public Void kernel(Statement.Kernel statement) {
    candidate.leaveContext();
    Optional<Diagnostic> mistake =
        new SettingCheck(candidate.director().settings()).mistake(statement);
    mistake.ifPresent(diagnostics()::add);
    if (mistake.isEmpty()) {
      Setting setting = SettingCheck.setting(statement);
      if (maySay(DirectorSpec.called(setting), statement.span())) {
        candidate.direct(candidate.director().with(setting, statement.span()));
      }
    }
    return null;
  }

  /** In a file, two statements about one daemon or setting would contradict each other. */
  private boolean maySay(String what, Span span) {
    Optional<Span> before = Optional.ofNullable(candidate.director().said().get(what));
    if (interactive || before.isEmpty()) {
      return true;
    }
    diagnostics().add(saidTwice(what, span, before.get()));
    return false;
  }

  private static Diagnostic saidTwice(String what, Span span, Span before) {
    return Diagnostic.error("declared-twice", span, "'%s' is said twice".formatted(what))
        .withHint("it is said at %s already; leave one of them out".formatted(before));
  }
}
