package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.shell.plan.PlanFile;
import org.lvsh.shell.plan.SavedPlan;

/**
 * What is being done to a kernel, on disk before it is done, so that the next lvsh can finish it or
 * put it back where this one is killed. It is open from before the first operation until all is
 * done or put back. There are two files, readable by their owner alone: the plan ({@link
 * PlanFile}), and beside it, with {@code .steps} behind, how far it has come ({@link Steps}).
 * Whoever opens, reads or closes it holds the lock.
 */
public final class Journal {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String KEEP =
      "'recover keep' sets it aside and leaves the kernel as it is; 'plan' then shows what is missing";

  private final Optional<Path> file;
  private final boolean untilBoot;

  private Journal(Optional<Path> file, boolean untilBoot) {
    this.file = file;
    this.untilBoot = untilBoot;
  }

  /** None, for a kernel that ends with its process. */
  static Journal nowhere() {
    return new Journal(Optional.empty(), false);
  }

  /** Of a kernel whose state is gone with the next boot. */
  static Journal untilBoot(Path file) {
    return new Journal(Optional.of(file), true);
  }

  /** Of a kernel whose state is in a file. */
  static Journal forGood(Path file) {
    return new Journal(Optional.of(file), false);
  }

  /** Whether there may be one that is open; the lock is not needed for this. */
  boolean isThere() {
    return file.filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isPresent();
  }

  /**
   * What was cut short; nothing where the journal is closed, or of another boot: what was done then
   * is gone with it.
   *
   * @throws KernelException where the journal is damaged or cannot be read
   */
  Optional<CutShort> read() {
    return isThere() ? read(file.orElseThrow()) : Optional.empty();
  }

  private Optional<CutShort> read(Path path) {
    try {
      Steps steps = Steps.read(steps(path));
      if (!steps.boot().equals(boot())) {
        return Optional.empty();
      }
      SavedPlan plan = PlanFile.read(path);
      return Optional.of(new CutShort(plan.plan(), steps.doing(), steps.stood()));
    } catch (DamagedException damaged) {
      throw unusable(path, damaged.getMessage(), damaged);
    } catch (IOException failed) {
      throw unusable(path, "cannot be read: " + Reasons.of(failed), failed);
    }
  }

  private static KernelException unusable(Path path, String why, Exception cause) {
    return new KernelException(
        "an earlier change of this kernel was cut short, and its journal %s %s; nothing was changed"
            .formatted(path, why),
        KEEP,
        cause);
  }

  /** The boot that a journal is of; none where the state outlasts one. */
  private String boot() throws IOException {
    return untilBoot && Files.exists(BOOT) ? Files.readString(BOOT).strip() : Steps.NO_BOOT;
  }

  static Path steps(Path file) {
    return file.resolveSibling(file.getFileName() + ".steps");
  }

  /**
   * Where a plan is kept while it is carried out.
   *
   * @param making where the plan comes from
   * @param doing who does it, for what and since when
   */
  Recorder recorder(SavedPlan.Making making, String doing) {
    return file.<Recorder>map(path -> new JournalRecorder(path, this::boot, making, doing))
        .orElse(Recorder.NONE);
  }

  /** Where a recovery is kept: the plan is there already. */
  Recorder resumed(String doing) {
    return file.<Recorder>map(path -> new ResumedRecorder(path, doing)).orElse(Recorder.NONE);
  }

  /**
   * Sets the journal aside, under a name with {@code .old} behind.
   *
   * @throws KernelException where that cannot be
   */
  void setAside() {
    file.ifPresent(Journal::setAside);
  }

  private static void setAside(Path path) {
    try {
      Path old = path.resolveSibling(path.getFileName() + ".old");
      Files.move(path, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Durable.settle(path.getParent());
    } catch (NoSuchFileException closed) {
      return;
    } catch (IOException failed) {
      throw new KernelException(
          "the journal %s cannot be set aside: %s".formatted(path, Reasons.of(failed)),
          "its folder must be yours to write",
          failed);
    }
  }
}
