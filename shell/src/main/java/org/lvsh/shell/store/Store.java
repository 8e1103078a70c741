package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.SnapshotFile;
import org.lvsh.shell.plan.SavedPlan;

/**
 * What lvsh keeps of one kernel. For the kernel that runs, the lock and the state applied last are
 * in a folder that is gone with the next boot, as the kernel's own state is; the history of what
 * was applied and the audit log stay.
 */
public final class Store {
  private static final String APPLIED = "applied";

  private final Optional<Memory> memory;
  private final Optional<Path> lockFile;
  private final Journal journal;
  private final Operator operator;
  private final Clock clock;
  private final History history;
  private final Audit audit;
  private final Trials trials;

  private Store(
      Optional<Memory> memory,
      Optional<Path> lockFile,
      Journal journal,
      Operator operator,
      Clock clock,
      History history,
      Audit audit,
      Trials trials) {
    this.memory = memory;
    this.lockFile = lockFile;
    this.journal = journal;
    this.operator = operator;
    this.clock = clock;
    this.history = history;
    this.audit = audit;
    this.trials = trials;
  }

  private static Store of(
      Optional<Memory> memory,
      Optional<Path> lockFile,
      Journal journal,
      Operator operator,
      Clock clock) {
    return new Store(
        memory,
        lockFile,
        journal,
        operator,
        clock,
        new HistoryInMemory(),
        Audit.none(),
        Trials.none());
  }

  /**
   * The same with a history in a folder, which is made when it is first needed.
   *
   * @param boot which start of the machine this is; empty for a kernel that outlives it
   */
  public Store withHistory(Path kept, Optional<String> boot) {
    HistoryFolder.StateWriter states =
        memory
            .<HistoryFolder.StateWriter>map(ours -> ours::writeInto)
            .orElse((file, state) -> SnapshotFile.write(state, file, Long.MAX_VALUE));
    History there =
        new HistoryFolder(kept, boot, History.MOST_ENTRIES, HistoryFolder.MOST_BYTES, states);
    return new Store(memory, lockFile, journal, operator, clock, there, audit, trials);
  }

  /** The same with an audit log. */
  public Store withAudit(Audit log) {
    return new Store(memory, lockFile, journal, operator, clock, history, log, trials);
  }

  /** The same with trials. */
  public Store withTrials(Trials there) {
    return new Store(memory, lockFile, journal, operator, clock, history, audit, there);
  }

  /** In a folder, which is made when it is first needed. */
  public static Store in(Path folder, Operator operator, Clock clock) {
    return of(
        Optional.of(new Memory(folder.resolve(APPLIED))),
        Optional.of(folder.resolve("lock")),
        Journal.untilBoot(folder.resolve("journal")),
        operator,
        clock);
  }

  /** Nothing but the lock, which is this file, and the journal beside it. */
  public static Store lockedBy(Path file, Operator operator, Clock clock) {
    Path journal = file.toAbsolutePath().resolveSibling(file.getFileName() + ".journal");
    return of(Optional.empty(), Optional.of(file), Journal.forGood(journal), operator, clock);
  }

  /** Nothing, for a kernel that nobody else can reach. */
  public static Store nowhere(Operator operator, Clock clock) {
    return of(Optional.empty(), Optional.empty(), Journal.nowhere(), operator, clock);
  }

  /**
   * Does a piece of work while no other lvsh can change the kernel.
   *
   * @param doing what it is, such as {@code apply shop.lvs}; shown to whoever is kept waiting
   * @throws KernelException where another one is changing it, where what was applied before waits
   *     to be confirmed, or where there cannot be a lock; the work is not begun then
   */
  public <T> T alone(String doing, Supplier<T> work) {
    return aloneOnTrial(
        doing,
        () -> {
          assertNothingWaits(() -> journal.read().isPresent());
          return work.get();
        });
  }

  /**
   * Looks whether anything is in the way of a change, for who is going to ask somebody.
   *
   * @throws KernelException where what was applied before waits to be confirmed
   */
  public void assertNothingWaits() {
    assertNothingWaits(() -> cutShort().isPresent());
  }

  private void assertNothingWaits(BooleanSupplier isCutShort) {
    trials
        .met()
        .ifPresent(
            trial -> {
              throw inTheWay(trial, isCutShort.getAsBoolean());
            });
  }

  /**
   * Why a trial is in the way of other changes.
   *
   * @param cutShort whether it was cut short on the way
   */
  public KernelException inTheWay(Trial trial, boolean cutShort) {
    String what = "'%s' of %s".formatted(trial.deed().what(), trial.who());
    if (trial.stuck().isPresent()) {
      return new KernelException(
          "%s could not be put back: %s; nothing was changed".formatted(what, trial.stuck().get()),
          "put the kernel right by hand where it must be, then 'confirm' leaves it as it is");
    }
    long seconds = trials.left(trial).toSeconds();
    if (trials.left(trial).isZero()) {
      return new KernelException(
          what + " is being put back, since nobody confirmed it in time; nothing was changed",
          "wait until 'history' says that it is done");
    }
    String left = "%d seconds more; nothing was changed".formatted(seconds);
    return cutShort
        ? new KernelException(
            "%s was cut short, and waits to be put back, %s".formatted(what, left),
            "that is done by itself then, for it was on trial")
        : new KernelException(
            "%s waits to be confirmed, %s".formatted(what, left),
            "'confirm' keeps it; otherwise it is put back then");
  }

  /**
   * The same for whoever decides on what waits to be confirmed.
   *
   * @throws KernelException where another one is changing it, or where there cannot be a lock
   */
  public <T> T aloneOnTrial(String doing, Supplier<T> work) {
    memory.map(Memory::folder).ifPresent(Store::make);
    if (lockFile.isEmpty()) {
      return work.get();
    }
    ApplyLock lock = ApplyLock.take(lockFile.get(), holder(doing));
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  /**
   * The same for who can come again: nothing where another one is changing it.
   *
   * @throws KernelException where there cannot be a lock
   */
  public <T> Optional<T> aloneOnTrialIfFree(String doing, Supplier<T> work) {
    memory.map(Memory::folder).ifPresent(Store::make);
    if (lockFile.isEmpty()) {
      return Optional.of(work.get());
    }
    Optional<ApplyLock> lock = ApplyLock.takeIfFree(lockFile.get(), holder(doing));
    try {
      return lock.map(held -> work.get());
    } finally {
      lock.ifPresent(ApplyLock::close);
    }
  }

  /**
   * What was cut short of an earlier change; nothing where another lvsh is at it right now. Work
   * that is done {@link #alone} asks for it there.
   *
   * @throws KernelException where the journal is damaged or cannot be read
   */
  public Optional<CutShort> cutShort() {
    if (!journal.isThere() || lockFile.isEmpty()) {
      return Optional.empty();
    }
    Optional<ApplyLock> lock = ApplyLock.takeIfFree(lockFile.get(), holder("looks for a journal"));
    try {
      return lock.flatMap(held -> journal.read());
    } finally {
      lock.ifPresent(ApplyLock::close);
    }
  }

  /**
   * The same for who works alone already.
   *
   * @throws KernelException where something was cut short: it must be settled before anything else
   *     is changed
   */
  private void assertNothingIsOpen() {
    journal
        .read()
        .ifPresent(
            cut -> {
              throw new KernelException(
                  "an earlier change of this kernel was cut short: %s; nothing was changed"
                      .formatted(cut.doing()),
                  "'recover' shows where it stands, 'recover finish' does the rest of it,"
                      + " 'recover back' puts back what is done");
            });
  }

  /**
   * Changes the kernel while no other lvsh can.
   *
   * @param doing what it is, such as {@code apply shop.lvs}
   * @param making where the plan that is carried out comes from
   * @param work is given what keeps it
   * @throws KernelException where another one is changing it, where an earlier change was cut
   *     short, or where there cannot be a lock; the work is not begun then
   */
  public <T> T change(String doing, SavedPlan.Making making, Function<Recorder, T> work) {
    return alone(
        doing,
        () -> {
          assertNothingIsOpen();
          return work.apply(journal.recorder(making, holder(doing)));
        });
  }

  /**
   * Settles what was cut short while no other lvsh can change the kernel.
   *
   * @param work is given it, and what keeps the recovery; nothing where another one has been
   *     quicker
   */
  public <T> T recover(String doing, BiFunction<Optional<CutShort>, Recorder, T> work) {
    return alone(doing, () -> work.apply(journal.read(), journal.resumed(holder(doing))));
  }

  /**
   * Whether an apply was cut short, for who has the lock already.
   *
   * @throws KernelException where the journal is damaged or cannot be read
   */
  public boolean isCutShort() {
    return journal.read().isPresent();
  }

  /** Forgets what was cut short, for who has the lock already and has put it back. */
  public void forgetCutShort() {
    journal.setAside();
  }

  /** Forgets what was cut short; its plan stays under another name. */
  public void setJournalAside(String doing) {
    alone(
        doing,
        () -> {
          journal.setAside();
          return doing;
        });
  }

  private String holder(String doing) {
    return "%s, process %d, since %s, '%s'"
        .formatted(operator.called(), operator.process(), Moment.text(clock.instant()), doing);
  }

  /** Who works with it, such as {@code alice (as root)}. */
  public String operator() {
    return operator.called();
  }

  /** What time it is. */
  public Instant now() {
    return clock.instant();
  }

  /** What was applied last, where that is known. */
  public Optional<Remembered> remembered() {
    return memory.flatMap(Memory::read);
  }

  /**
   * Keeps what was applied.
   *
   * @return why it could not be kept; empty where it is, or where nothing is to be kept
   */
  public Optional<String> remember(Snapshot state) {
    return memory.flatMap(there -> there.write(state));
  }

  /** What waits to be confirmed. */
  public Trials trials() {
    return trials;
  }

  /**
   * Lets something wait to be confirmed that is about to be applied.
   *
   * @param within how long
   * @throws KernelException where that cannot be kept
   */
  public Trial tryOut(Deed deed, Duration within, Snapshot before, Snapshot after) {
    return trials.begin(deed, operator.called(), clock.instant(), within, before, after);
  }

  /** The time of day, some time from now. */
  public String momentIn(Duration time) {
    return Moment.text(clock.instant().plus(time));
  }

  /** What tells the time. */
  public Clock clock() {
    return clock;
  }

  /** What was applied so far. */
  public History history() {
    return history;
  }

  /**
   * Keeps what was applied in the history.
   *
   * @return why it could not be kept; empty where it is
   */
  public Optional<String> keep(Deed deed, Result result, Change change) {
    return history.keep(
        number ->
            new Entry(number, clock.instant(), operator.called(), deed, result, history.boot()),
        change);
  }

  /**
   * Adds a line to the audit log.
   *
   * @return why it could not be added; empty where it is, or where there is no log
   */
  public Optional<String> audit(Event event) {
    return audit.add(clock.instant(), operator, event);
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new KernelException(
          "nothing was changed, since lvsh cannot keep its lock in %s: %s"
              .formatted(folder, Reasons.of(failed)),
          failed);
    }
  }
}
