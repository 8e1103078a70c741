package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Snapshot;

/**
 * What lvsh keeps of one kernel in a folder of its own. For the kernel that runs, the folder is
 * gone with the next boot, as the kernel's own state is.
 */
public final class Store {
  private static final String APPLIED = "applied";

  private final Optional<Path> folder;
  private final Optional<Path> lockFile;
  private final Operator operator;
  private final Clock clock;

  private Store(Optional<Path> folder, Optional<Path> lockFile, Operator operator, Clock clock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.operator = operator;
    this.clock = clock;
  }

  /** In a folder, which is made when it is first needed. */
  public static Store in(Path folder, Operator operator, Clock clock) {
    return new Store(Optional.of(folder), Optional.of(folder.resolve("lock")), operator, clock);
  }

  /** Nothing but the lock, which is this file. */
  public static Store lockedBy(Path file, Operator operator, Clock clock) {
    return new Store(Optional.empty(), Optional.of(file), operator, clock);
  }

  /** Nothing, for a kernel that nobody else can reach. */
  public static Store nowhere(Operator operator, Clock clock) {
    return new Store(Optional.empty(), Optional.empty(), operator, clock);
  }

  /**
   * Does a piece of work while no other lvsh can change the kernel.
   *
   * @param doing what it is, such as {@code apply shop.lvs}; shown to whoever is kept waiting
   * @throws KernelException where another one is changing it, or where there cannot be a lock; the
   *     work is not begun then
   */
  public <T> T alone(String doing, Supplier<T> work) {
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
