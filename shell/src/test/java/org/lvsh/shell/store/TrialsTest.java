package org.lvsh.shell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Snapshot;

/** Who watches over a trial, and for how long. */
class TrialsTest {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Duration uptime = Duration.ofSeconds(1000);

  private Trials trials() {
    return Trials.in(folder.resolve("trial"), Optional.of("boot"), () -> uptime, () -> {});
  }

  private Trial begin(String what) {
    return trials()
        .begin(
            new Deed(what, "prompt"),
            "root",
            Instant.EPOCH,
            WITHIN,
            Snapshot.EMPTY,
            Snapshot.EMPTY);
  }

  /** Does not wait, so that what is not there yet is seen. */
  private static Progress impatient() {
    return new Progress() {
      @Override
      public void report(int done, int total) {}

      @Override
      public boolean isStopping() {
        return true;
      }
    };
  }

  @Test
  void aGuardianThatIsThereAlreadyWatchesOverTheNextTrialToo() {
    begin("apply a.lvs");
    assertFalse(trials().arm(impatient()));
    trials().promise();
    assertTrue(trials().arm(impatient()));
    trials().end();
    begin("apply b.lvs");
    assertFalse(trials().arm(impatient()), "nobody has seen this one");
    trials().promise();
    assertTrue(trials().arm(impatient()));
  }

  @Test
  void thePromiseForAnotherTrialCountsForNothing() throws Exception {
    begin("apply a.lvs");
    byte[] first = Files.readAllBytes(folder.resolve("trial/trial.json"));
    trials().end();
    begin("apply b.lvs");
    // One that has seen the trial before is about to end.
    Files.write(folder.resolve("trial/armed"), first);
    assertFalse(trials().arm(impatient()));
  }

  @Test
  void withoutATrialNothingIsPromised() {
    begin("apply a.lvs");
    trials().end();
    trials().promise();
    assertFalse(Files.exists(folder.resolve("trial/armed")));
  }

  @Test
  void theTimeBeginsAnewWhenAllIsDone() {
    Trial trial = begin("apply a.lvs");
    uptime = uptime.plusSeconds(50);
    assertEquals(Duration.ofSeconds(10), trials().left(trial));
    assertEquals(WITHIN, trials().left(trials().beginAnew(trial)));
    assertEquals(WITHIN, trials().left(trials().pending().orElseThrow()));
  }
}
