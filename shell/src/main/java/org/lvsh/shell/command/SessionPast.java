package org.lvsh.shell.command;

import java.util.Optional;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.inspect.DoctorPast;
import org.lvsh.shell.plan.Drift;
import org.lvsh.shell.session.LiveState;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.CutShort;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Past;
import org.lvsh.shell.store.Trial;
import org.lvsh.shell.store.Trials;

/** What was done before to a session's kernel, beside what it holds now. */
final class SessionPast implements DoctorPast {
  private final Session session;
  private final LiveState state;
  private final PastApplies past;

  SessionPast(Session session, LiveState state) {
    this.session = session;
    this.state = state;
    this.past = new PastApplies(session);
  }

  @Override
  public Optional<Diagnostic> lostNames() {
    return state.lost();
  }

  @Override
  public Optional<CutShort> cutShort() {
    return session.store().cutShort();
  }

  @Override
  public Optional<Waiting> waiting() {
    Trials trials = session.store().trials();
    return trials.pending().map(trial -> new Waiting(told(trials, trial), trials.areGuarded()));
  }

  private static String told(Trials trials, Trial trial) {
    return "'%s' of %s waits to be confirmed, %s seconds more"
        .formatted(trial.deed().what(), trial.who(), trials.left(trial).toSeconds());
  }

  @Override
  public Optional<Since> last() {
    return past.last().map(Entry::number).flatMap(past::find).map(this::since);
  }

  private Since since(Past last) {
    return new Since(
        last,
        Drift.between(last.change().after(), state.named(), past.everSet()),
        past.isBeforeTheLastStart(last.entry()));
  }
}
