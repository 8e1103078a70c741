package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Snapshot;

/**
 * What lvsh keeps of one kernel. For the kernel that runs, the lock and the state applied last are
 * in a folder that is gone with the next boot, as the kernel's own state is; the history of what
 * was applied and the audit log stay.
 */
public final class Store {
  private static final String APPLIED = "applied";

  private final Optional<Path> folder;
  private final Optional<Path> lockFile;
  private final Operator operator;
  private final Clock clock;
  private final History history;
  private final Audit audit;
  private final Trials trials;

  private Store(
      Optional<Path> folder,
      Optional<Path> lockFile,
      Operator operator,
      Clock clock,
      History history,
      Audit audit,
      Trials trials) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.operator = operator;
    this.clock = clock;
    this.history = history;
    this.audit = audit;
    this.trials = trials;
  }

  private static Store of(
      Optional<Path> folder, Optional<Path> lockFile, Operator operator, Clock clock) {
    return new Store(
        folder, lockFile, operator, clock, new HistoryInMemory(), Audit.none(), Trials.none());
  }

  /**
   * The same with a history in a folder, which is made when it is first needed.
   *
   * @param boot which start of the machine this is; empty for a kernel that outlives it
   */
  public Store withHistory(Path kept, Optional<String> boot) {
    History there = new HistoryFolder(kept, boot, History.MOST_ENTRIES, HistoryFolder.MOST_BYTES);
    return new Store(folder, lockFile, operator, clock, there, audit, trials);
  }

  /** The same with an audit log. */
  public Store withAudit(Audit log) {
    return new Store(folder, lockFile, operator, clock, history, log, trials);
  }

  /** The same with trials. */
  public Store withTrials(Trials there) {
    return new Store(folder, lockFile, operator, clock, history, audit, there);
  }

  /** In a folder, which is made when it is first needed. */
  public static Store in(Path folder, Operator operator, Clock clock) {
    return of(Optional.of(folder), Optional.of(folder.resolve("lock")), operator, clock);
  }

  /** Nothing but the lock, which is this file. */
  public static Store lockedBy(Path file, Operator operator, Clock clock) {
    return of(Optional.empty(), Optional.of(file), operator, clock);
  }

  /** Nothing, for a kernel that nobody else can reach. */
  public static Store nowhere(Operator operator, Clock clock) {
    return of(Optional.empty(), Optional.empty(), operator, clock);
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
          trials.pending().ifPresent(this::refuse);
          return work.get();
        });
  }

  private void refuse(Trial trial) {
    throw new KernelException(
        "'%s' of %s waits to be confirmed, %d seconds more; nothing was changed"
            .formatted(trial.deed().what(), trial.who(), trials.left(trial).toSeconds()),
        "'confirm' keeps it; otherwise it is put back then");
  }

  /**
   * The same for whoever decides on what waits to be confirmed.
   *
   * @throws KernelException where another one is changing it, or where there cannot be a lock
   */
  public <T> T aloneOnTrial(String doing, Supplier<T> work) {
    folder.ifPresent(Store::make);
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
    return folder.flatMap(there -> Memory.read(there.resolve(APPLIED)));
  }

  /**
   * Keeps what was applied.
   *
   * @return why it could not be kept; empty where it is, or where nothing is to be kept
   */
  public Optional<String> remember(Snapshot state) {
    return folder.flatMap(there -> Memory.write(there.resolve(APPLIED), state));
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
