package org.lvsh.shell.command;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.KernelException;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.apply.Applied;
import org.lvsh.shell.apply.Applier;
import org.lvsh.shell.apply.Recovery;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Working;
import org.lvsh.shell.store.CutShort;
import org.lvsh.shell.store.Deed;
import org.lvsh.shell.store.Ended;
import org.lvsh.shell.store.Recorder;
import org.lvsh.shell.store.Trial;
import org.lvsh.shell.view.AppliedView;
import org.lvsh.shell.view.DiagnosticsView;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.MovedView;
import org.lvsh.shell.view.RecoveryView;

/** What becomes of a change of the kernel that was cut short. */
public final class Recoveries {
  private final Session session;
  private final Console console;
  private final Bookkeeping bookkeeping;
  private final RecoveryView view = new RecoveryView();

  /** Those of a session's kernel. */
  public Recoveries(Session session, Console console) {
    this.session = session;
    this.console = console;
    this.bookkeeping = new Bookkeeping(session, console);
  }

  /** A way on. */
  private enum Way {
    FINISH("finish", "the rest of it is done", Ended.DONE),
    BACK("back", "what was done of it is put back", Ended.PUT_BACK);

    private final String word;
    private final String words;

    /** How what was cut short has ended then. */
    private final Ended ended;

    Way(String word, String words, Ended ended) {
      this.word = word;
      this.words = words;
      this.ended = ended;
    }

    Plan plan(Recovery recovery) {
      return switch (this) {
        case FINISH -> recovery.toFinish();
        case BACK -> recovery.back();
      };
    }
  }

  /** Warns those who only look; what cannot be read is told, too. */
  void warn() {
    if (session.kernel().restriction().isPresent()) {
      return;
    }
    try {
      Optional<Trial> trial = session.store().trials().met();
      Optional<CutShort> cut = session.store().cutShort();
      if (trial.isPresent() && (cut.isPresent() || trial.get().stuck().isPresent())) {
        console.tell(
            new DiagnosticsView().lines(session.store().inTheWay(trial.get(), cut.isPresent())));
        return;
      }
      tell(cut.map(view::warning));
    } catch (KernelException unusable) {
      console.tell(new DiagnosticsView().lines(unusable));
    }
  }

  private void tell(Optional<Diagnostic> diagnostic) {
    console.tell(new DiagnosticsView().lines(diagnostic.stream().toList()));
  }

  /**
   * Whether nothing is in the way of a plan or a change. Where something was cut short it is asked
   * what shall become of it; where nobody can be asked, both ways are named.
   *
   * @throws KernelException where the journal cannot be used
   */
  boolean isClear() {
    // Who sees a part of the kernel only is told of that by what plans.
    boolean restricted = session.kernel().restriction().isPresent();
    if (restricted) {
      return true;
    }
    Optional<Trial> trial = session.store().trials().met();
    Optional<CutShort> cut = session.store().cutShort();
    if (cut.isEmpty()) {
      return true;
    }
    if (trial.isPresent()) {
      console.tell(new DiagnosticsView().lines(session.store().inTheWay(trial.get(), true)));
      return false;
    }
    Recovery recovery = recovery(cut.get());
    tell(Optional.of(view.error(cut.get(), recovery)));
    return console.canAsk() && isSettled(cut.get(), recovery);
  }

  private Recovery recovery(CutShort cut) {
    return new Recovery(cut.plan(), session.wholeKernel(), bookkeeping.before(cut.plan()));
  }

  private boolean isSettled(CutShort cut, Recovery recovery) {
    console.tell(view.lines(cut, recovery));
    if (console.confirm("Finish it?")) {
      return finish();
    }
    if (console.confirm("Put back what is done of it?")) {
      return back();
    }
    console.tell(List.of(Line.of("Nothing was changed.")));
    return false;
  }

  /** Shows where it stands; nothing where nothing was cut short. */
  Optional<List<Line>> shown() {
    return session.store().cutShort().map(cut -> view.lines(cut, recovery(cut)));
  }

  /** Does what is left; says whether it is done. */
  boolean finish() {
    return recover(Way.FINISH);
  }

  /** Puts back what is done; says whether it is. */
  boolean back() {
    return recover(Way.BACK);
  }

  private boolean recover(Way way) {
    return session
        .store()
        .recover(
            "recover " + way.word,
            (cut, recorder) -> cut.map(one -> carryOut(way, one, recorder)).orElseGet(this::none));
  }

  private boolean none() {
    console.print(List.of(Line.of("Nothing was cut short: there is nothing to recover.")));
    return true;
  }

  private boolean carryOut(Way way, CutShort cut, Recorder recorder) {
    Recovery recovery = recovery(cut);
    Optional<Applied.Moved> moved = recovery.moved();
    if (moved.isPresent()) {
      return strange(cut, moved.get());
    }
    Plan plan = way.plan(recovery);
    try (Working.Work work = console.beginChange("recovering")) {
      Applier applier = new Applier(session.kernel(), recorder);
      Applied applied = applier.apply(plan, work);
      boolean done = ended(way, cut, plan, applied);
      applier.settle(applied);
      return done;
    }
  }

  private boolean strange(CutShort cut, Applied.Moved moved) {
    KernelException why =
        new KernelException(
            "somebody else has changed what was cut short, so neither way leads to a state that was"
                + " planned; nothing was changed",
            "put it right by hand, or say 'recover keep' and plan anew");
    console.tell(new DiagnosticsView().lines(why));
    console.tell(new MovedView().lines(cut.plan(), moved));
    return false;
  }

  private boolean ended(Way way, CutShort cut, Plan plan, Applied applied) {
    if (applied instanceof Applied.Whole whole) {
      session.recovered();
      console.print(List.of(view.ended(way.words, whole.operations(), session.kernel().label())));
      bookkeeping.keep(cut.plan(), deed(way.word, cut), way.ended);
      bookkeeping.remember(plan);
      return true;
    }
    if (applied instanceof Applied.Failed failed) {
      console.tell(new AppliedView().failed(failed, plan));
      String told = "what was cut short is still to be recovered: 'recover' shows where it stands";
      console.tell(List.of(Line.of(Line.Style.WARNING, told)));
      bookkeeping.note(plan, deed(way.word, cut), applied);
      return false;
    }
    throw new KernelException("the kernel is changing right now; nothing was done", "try again");
  }

  /** In the words of who was cut short, since it is theirs that has ended now. */
  private static Deed deed(String word, CutShort cut) {
    return new Deed("recover %s of %s".formatted(word, cut.doing()), "recovery");
  }

  /** Leaves the kernel as it is, and forgets that anything was cut short. */
  void keep() {
    Optional<CutShort> cut = readable();
    session.store().setJournalAside("recover keep");
    console.print(
        List.of(Line.of("The kernel stays as it is; 'plan' shows what is missing of a file.")));
    cut.ifPresent(one -> bookkeeping.keep(one.plan(), deed("keep", one), Ended.NOT_PUT_BACK));
  }

  /** Of a damaged journal nobody knows what was to be done. */
  private Optional<CutShort> readable() {
    try {
      return session.store().cutShort();
    } catch (KernelException damaged) {
      return Optional.empty();
    }
  }
}
