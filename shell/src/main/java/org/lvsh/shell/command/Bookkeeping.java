package org.lvsh.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.compile.DirectorSpec;
import org.lvsh.shell.plan.ChangeKind;
import org.lvsh.shell.plan.DirectorChanges;
import org.lvsh.shell.plan.LostNames;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Change;
import org.lvsh.shell.store.Counts;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Ended;
import org.lvsh.shell.store.Event;
import org.lvsh.shell.store.Result;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.OperationWords;
import org.lvsh.shell.view.PlanJsonView;
import org.lvsh.shell.view.PlanTextView;
import org.lvsh.shell.view.SnapshotView;

/**
 * Keeps what was done to a kernel: the state applied last, the history and the audit log. What
 * cannot be kept is told; what was done stays done.
 */
final class Bookkeeping {
  /** Of a plan with more lines the beginning is kept, of one with more operations no JSON. */
  private static final int LONGEST_PLAN = 10_000;

  private final Session session;
  private final Console console;

  Bookkeeping(Session session, Console console) {
    this.session = session;
    this.console = console;
  }

  /** Keeps what became of a plan. */
  void keep(Plan plan, Deed deed, Applied applied) {
    keep(plan, deed, ended(applied));
  }

  /** Keeps that a plan has ended so. */
  void keep(Plan plan, Deed deed, Ended ended) {
    // From the memory come the names that were lost before.
    Change change = change(plan, ended);
    if (ended == Ended.DONE) {
      remember(plan);
    }
    Result result = new Result(ended, counts(plan), director(plan), session.kernel().label());
    session
        .store()
        .keep(deed, result, change)
        .ifPresent(why -> warn("not kept in the history: %s; no rollback to it".formatted(why)));
    note(deed, ended.words(), result.counts(), plan.operations());
  }

  /**
   * The state before a plan. Names and mark rules that the packet filter had lost by then are part
   * of it: who goes back to it does not want to lose them again.
   */
  Snapshot before(Plan plan) {
    return session.withLost(plan.basis());
  }

  /** Remembers the state that a plan leads to, for when the packet filter is emptied. */
  void remember(Plan plan) {
    boolean lost = plan.basis().ownership().isEmpty();
    session
        .store()
        .remember(lost ? LostNames.putBack(plan.target(), before(plan)) : plan.target())
        .ifPresent(
            why ->
                warn(
                    "applied, and not remembered: "
                        + why
                        + "; if the packet filter is emptied, names and mark rules are lost"));
  }

  /** Adds a line about a plan that is not of the history to the audit log. */
  void note(Plan plan, Deed deed, Applied applied) {
    note(deed, ended(applied).words(), counts(plan), plan.operations());
  }

  /** Adds a line about something without a plan to the audit log. */
  void note(Deed deed, String outcome) {
    note(deed, outcome, Counts.NONE, List.of());
  }

  private void note(Deed deed, String outcome, Counts counts, List<Operation> operations) {
    OperationWords words = new OperationWords();
    List<String> said =
        operations.stream()
            .limit(Event.MOST_OPERATIONS)
            .map(operation -> operation.accept(words))
            .toList();
    session
        .store()
        .audit(new Event(deed, outcome, counts, said, session.kernel().label()))
        .ifPresent(why -> warn("not in the audit log: " + why));
  }

  private void warn(String told) {
    console.tell(List.of(Line.of(Line.Style.WARNING, "warning: " + told)));
  }

  private static Ended ended(Applied applied) {
    if (applied instanceof Applied.Failed failed) {
      return failed.isAsBefore() ? Ended.PUT_BACK : Ended.NOT_PUT_BACK;
    }
    return applied instanceof Applied.Whole ? Ended.DONE : Ended.MOVED;
  }

  private static Counts counts(Plan plan) {
    return new Counts(
        plan.count(ChangeKind.ADD),
        plan.count(ChangeKind.CHANGE),
        plan.count(ChangeKind.REPLACE),
        plan.count(ChangeKind.REMOVE),
        plan.operations().size());
  }

  private static List<String> director(Plan plan) {
    DirectorChanges changes = plan.director();
    List<String> called = new ArrayList<>();
    changes.timeouts().ifPresent(timeouts -> called.add(DirectorSpec.TIMEOUTS));
    changes.daemons().forEach(daemon -> called.add(DirectorSpec.called(daemon.role())));
    changes.settings().forEach(setting -> called.add(DirectorSpec.called(setting.after())));
    return called;
  }

  private Change change(Plan plan, Ended ended) {
    String kernel = session.kernel().label();
    Snapshot before = before(plan);
    return new Change(
        before,
        after(plan, before, ended),
        texts(new SnapshotView().lines(before, kernel)),
        texts(new PlanTextView().shortened(plan, kernel, LONGEST_PLAN)),
        plan.operations().size() > LONGEST_PLAN
            ? Optional.empty()
            : Optional.of(new PlanJsonView().kept(plan, kernel)));
  }

  private Snapshot after(Plan plan, Snapshot before, Ended ended) {
    return switch (ended) {
      case DONE -> plan.target();
      case PUT_BACK, MOVED -> before;
      case NOT_PUT_BACK -> now().orElse(plan.target());
    };
  }

  private Optional<Snapshot> now() {
    try {
      return Optional.of(session.kernel().read());
    } catch (KernelException unreachable) {
      return Optional.empty();
    }
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::text).toList();
  }
}
