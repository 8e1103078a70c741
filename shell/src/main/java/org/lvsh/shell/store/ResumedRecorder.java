package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.shell.plan.Plan;

/**
 * Goes on with a {@link Journal} that is open: what recovers is worked out from its plan and the
 * kernel each time, so the plan stays as it is.
 */
final class ResumedRecorder implements Recorder {
  private final Path file;
  private final Path steps;
  private final String doing;

  ResumedRecorder(Path file, String doing) {
    this.file = file;
    this.steps = Journal.steps(file);
    this.doing = doing;
  }

  @Override
  public void begin(Plan plan) {
    try {
      Durable.mend(steps);
      Durable.append(steps, Steps.resumed(doing));
    } catch (IOException failed) {
      throw new KernelException(
          "nothing was changed, since the journal %s cannot be kept: %s"
              .formatted(steps, Reasons.of(failed)),
          "its file system must have room",
          failed);
    }
  }

  @Override
  public void begins(int batch, int batches) {
    JournalRecorder.begins(steps, batch, batches);
  }

  @Override
  public void ended(int batch, List<Outcome> outcomes) {
    JournalRecorder.ended(steps, batch, outcomes);
  }

  @Override
  public void done() {
    JournalRecorder.close(file);
  }

  /** What was cut short before is so still. */
  @Override
  public void putBack() {}
}
