package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotFile;

/**
 * What was applied to one kernel and waits for somebody to confirm it; one at a time. It is in a
 * folder that its owner alone may read: {@code trial.json} says what waits and until when, {@code
 * before.json} and {@code after.json} the states around it. There is a trial as long as there is
 * {@code trial.json}: whoever removes it, under the lock of the kernel, has decided.
 *
 * <p>Beside it is {@code guardian}, the lock of the process that puts everything back in time, and
 * {@code armed}, by which that process says that it is there: a copy of the {@code trial.json} that
 * it has seen, since one that is about to end may have seen another.
 */
public final class Trials {
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_TRIAL_BYTES = 1L << 20;

  /** A busy machine takes its time to start Java, and a large state to be planned for. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final long PAUSE_MILLISECONDS = 20;
  private static final String TRIAL = "trial.json";
  private static final String FRESH = "trial.new";
  private static final String BEFORE = "before.json";
  private static final String AFTER = "after.json";
  private static final String GUARDIAN = "guardian";
  private static final String ARMED = "armed";
  private static final String FRESH_ARMED = "armed.new";

  private final Optional<Path> folder;
  private final String boot;
  private final Uptime uptime;
  private final Guard guard;

  private Trials(Optional<Path> folder, String boot, Uptime uptime, Guard guard) {
    this.folder = folder;
    this.boot = boot;
    this.uptime = uptime;
    this.guard = guard;
  }

  /** None: nobody else could reach the kernel to put anything back. */
  static Trials none() {
    return new Trials(Optional.empty(), "", () -> Duration.ZERO, () -> {});
  }

  /**
   * In a folder, which is made when it is first needed.
   *
   * @param boot which start of the machine this is, for the folder may outlive it
   */
  public static Trials in(Path folder, Optional<String> boot, Uptime uptime, Guard guard) {
    return new Trials(Optional.of(folder), boot.orElse(""), uptime, guard);
  }

  /** Whether there can be any. */
  public boolean arePossible() {
    return folder.isPresent();
  }

  /**
   * The one that waits.
   *
   * @throws KernelException where there is one that cannot be read
   */
  public Optional<Trial> pending() {
    Optional<Path> file = folder.map(there -> there.resolve(TRIAL));
    if (file.isEmpty() || !Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrialText.read(PrivateFiles.read(file.get(), MOST_TRIAL_BYTES)));
    } catch (IOException failed) {
      if (!Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      throw new KernelException(
          "%s, by which lvsh knows what waits to be confirmed, cannot be used: %s"
              .formatted(file.get(), Reasons.of(failed)),
          "'show drift' says what was changed; remove the file when all is as it should be",
          failed);
    }
  }

  /**
   * The same for whoever comes by: where the guardian was killed another one is started.
   *
   * @throws KernelException where it cannot be, too
   */
  public Optional<Trial> met() {
    Optional<Trial> trial = pending();
    if (trial.isPresent() && trial.get().stuck().isEmpty() && !areGuarded()) {
      guard.start();
    }
    return trial;
  }

  /** How much time is left to confirm it. */
  public Duration left(Trial trial) {
    return trial.left(boot, uptime.now());
  }

  /** How long the machine is up. */
  public Duration uptime() {
    return uptime.now();
  }

  /**
   * Begins one, before anything is changed.
   *
   * @throws KernelException where it cannot be written
   */
  Trial begin(
      Deed deed, String who, Instant now, Duration within, Snapshot before, Snapshot after) {
    Path there = folder.orElseThrow();
    Trial trial =
        new Trial(deed, who, now, within, uptime.now().plus(within), boot, Optional.empty());
    try {
      PrivateFiles.makeFolder(there);
      Files.deleteIfExists(there.resolve(ARMED));
      SnapshotFile.write(before, there.resolve(BEFORE), MOST_BYTES);
      SnapshotFile.write(after, there.resolve(AFTER), MOST_BYTES);
      write(trial, there);
      return trial;
    } catch (IOException failed) {
      throw new KernelException(
          "nothing was changed, since the way back cannot be kept in %s: %s"
              .formatted(there, Reasons.of(failed)),
          failed);
    }
  }

  private static void write(Trial trial, Path there) throws IOException {
    Path fresh = there.resolve(FRESH);
    Files.deleteIfExists(fresh);
    PrivateFiles.write(fresh, List.of(TrialText.write(trial)));
    replace(there.resolve(TRIAL), fresh);
  }

  private static void replace(Path file, Path fresh) throws IOException {
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Lets the time begin anew, since only now all is applied.
   *
   * @return the trial as it is then
   * @throws KernelException where that cannot be written; it ends as it was then
   */
  public Trial beginAnew(Trial trial) {
    Trial anew = trial.until(uptime.now().plus(trial.within()));
    try {
      write(anew, folder.orElseThrow());
      return anew;
    } catch (IOException failed) {
      throw new KernelException(Reasons.of(failed), failed);
    }
  }

  /**
   * Leaves one to people that could not be put back. Where that is for want of the lock, somebody
   * may have decided meanwhile: then there is nothing to leave.
   *
   * @throws KernelException where that cannot be written
   */
  public void giveUp(Trial trial, String why) {
    if (!pending().equals(Optional.of(trial))) {
      return;
    }
    try {
      write(trial.stuckFor(why), folder.orElseThrow());
    } catch (IOException failed) {
      throw new KernelException(
          "%s cannot be written: %s".formatted(folder.orElseThrow(), Reasons.of(failed)), failed);
    }
  }

  /**
   * Ends the one there is: it is confirmed, or put back.
   *
   * @throws KernelException where it cannot be ended
   */
  public void end() {
    Path trial = folder.orElseThrow().resolve(TRIAL);
    try {
      Files.deleteIfExists(trial);
    } catch (IOException failed) {
      throw new KernelException(
          "%s cannot be removed: %s".formatted(trial, Reasons.of(failed)), failed);
    }
  }

  /**
   * The state before it.
   *
   * @throws KernelException where it cannot be read
   */
  public Snapshot before() {
    return state(BEFORE);
  }

  /**
   * The state that it leads to.
   *
   * @throws KernelException where it cannot be read
   */
  public Snapshot after() {
    return state(AFTER);
  }

  private Snapshot state(String name) {
    Path file = folder.orElseThrow().resolve(name);
    try {
      return SnapshotFile.read(file, MOST_BYTES);
    } catch (IOException failed) {
      throw new KernelException(
          "%s cannot be read: %s".formatted(file, Reasons.of(failed)), failed);
    } catch (DamagedException damaged) {
      throw new KernelException("%s is damaged: %s".formatted(file, damaged.getMessage()), damaged);
    }
  }

  /** That this process is the guardian. */
  @FunctionalInterface
  public interface Guarding {
    /** Ends it. */
    void close();
  }

  /**
   * Becomes the guardian, until what is returned is closed or the process ends.
   *
   * @param holder who it is, in a line
   * @throws KernelException where there is one already
   */
  public Guarding guard(String holder) {
    ApplyLock lock = ApplyLock.take(folder.orElseThrow().resolve(GUARDIAN), holder);
    return lock::close;
  }

  /**
   * Says that the guardian, who must be the one to ask for it, watches the trial that there is now.
   * Where that cannot be written, whoever begins the trial does not go on.
   */
  public void promise() {
    Path there = folder.orElseThrow();
    Path fresh = there.resolve(FRESH_ARMED);
    try {
      if (!isPromised()) {
        Files.copy(
            there.resolve(TRIAL),
            fresh,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
        replace(there.resolve(ARMED), fresh);
      }
    } catch (IOException unwritable) {
      return;
    }
  }

  private boolean isPromised() throws IOException {
    Path there = folder.orElseThrow();
    Path armed = there.resolve(ARMED);
    return Files.isRegularFile(armed, LinkOption.NOFOLLOW_LINKS)
        && Files.mismatch(armed, there.resolve(TRIAL)) < 0;
  }

  /**
   * Starts a guardian, and waits until one watches over the trial.
   *
   * @param progress of the change that waits for it
   * @return whether one does; else somebody wants the change to end
   * @throws KernelException where there is none in the end
   */
  public boolean arm(Progress progress) {
    guard.start();
    Duration end = uptime.now().plus(PATIENCE);
    while (!isArmed()) {
      if (progress.isStopping()) {
        return false;
      }
      if (uptime.now().compareTo(end) > 0) {
        throw new KernelException(
            "nothing was changed, since the process that would put it back in time is not ready"
                + " within %s minutes".formatted(PATIENCE.toMinutes()));
      }
      pause();
    }
    return true;
  }

  private boolean isArmed() {
    try {
      return isPromised();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KernelException("nothing was changed: interrupted", interrupted);
    }
  }

  /** Whether a guardian lives. */
  public boolean areGuarded() {
    try {
      Optional<ApplyLock> free =
          ApplyLock.takeIfFree(folder.orElseThrow().resolve(GUARDIAN), "looking");
      free.ifPresent(ApplyLock::close);
      return free.isEmpty();
    } catch (KernelException held) {
      return true;
    }
  }
}
