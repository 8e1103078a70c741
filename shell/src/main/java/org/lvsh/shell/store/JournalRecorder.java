package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.PlanFile;
import org.lvsh.shell.plan.SavedPlan;

/**
 * Writes a {@link Journal}. The steps are on disk before the plan, which makes it an open journal;
 * it is closed by taking the plan away.
 */
final class JournalRecorder implements Recorder {
  private final Path file;
  private final Path steps;
  private final Boot boot;
  private final SavedPlan.Making making;
  private final String doing;

  /**
   * A journal that is opened by {@link #begin}.
   *
   * @param boot gives the boot that it is of
   */
  JournalRecorder(Path file, Boot boot, SavedPlan.Making making, String doing) {
    this.file = file;
    this.steps = Journal.steps(file);
    this.boot = boot;
    this.making = making;
    this.doing = doing;
  }

  /** Which boot this is. */
  interface Boot {
    String id() throws IOException;
  }

  @Override
  public void begin(Plan plan) {
    try {
      String head = String.join("\n", Steps.head(boot.id(), doing)) + "\n";
      Durable.write(steps, stream -> stream.write(head.getBytes(StandardCharsets.UTF_8)));
      Durable.settle(file.getParent());
      Durable.write(file, stream -> PlanFile.write(new SavedPlan(plan, making), stream));
      Durable.settle(file.getParent());
    } catch (IOException failed) {
      throw new KernelException(
          "nothing was changed, since there can be no journal %s: %s"
              .formatted(file, Reasons.of(failed)),
          "its folder must be there, be yours to write, and have room",
          failed);
    }
  }

  @Override
  public void begins(int batch, int batches) {
    begins(steps, batch, batches);
  }

  static void begins(Path steps, int batch, int batches) {
    try {
      Durable.append(steps, Steps.begins(batch, batches));
    } catch (IOException failed) {
      throw new KernelException(
          "the journal %s cannot be kept: %s".formatted(steps, Reasons.of(failed)),
          "its file system must have room",
          failed);
    }
  }

  @Override
  public void ended(int batch, List<Outcome> outcomes) {
    ended(steps, batch, outcomes);
  }

  static void ended(Path steps, int batch, List<Outcome> outcomes) {
    try {
      Durable.append(steps, Steps.ended(batch, outcomes));
    } catch (IOException unkept) {
      // Whoever recovers asks the kernel what was done.
      return;
    }
  }

  @Override
  public void done() {
    close(file);
  }

  @Override
  public void putBack() {
    close(file);
  }

  static void close(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(Journal.steps(file));
      Durable.settle(file.getParent());
    } catch (IOException failed) {
      // It stays open, so the next lvsh finds out that there is nothing left to do.
      return;
    }
  }
}
