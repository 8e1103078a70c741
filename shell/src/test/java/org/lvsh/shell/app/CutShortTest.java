package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.session.StoppedKernel;
import org.lvsh.shell.store.Uptime;

/** What the next lvsh makes of one that was killed while it applied. */
class CutShortTest {
  private static final String BEFORE =
      """
      service mail on 10.0.0.1 port 25
        server 10.1.0.1
      service old on 10.0.0.2 port 80
        server 10.1.0.1
      """;

  /** Applied with {@code --prune}, so that the old service goes. */
  private static final String AFTER =
      """
      service mail on 10.0.0.1 port 25 wrr
        server 10.1.0.1 weight 7
      service shop on 10.0.0.1 ports 80,443 sticky 600s
        server 10.1.0.1
        server 10.1.0.2
      """;

  private static final int PATIENCE_SECONDS = 300;

  private final LiveLike kernel = new LiveLike();
  @TempDir Path folder;
  private Path shop;
  private Snapshot before;

  @BeforeEach
  void applyAndWriteWhatFollows() throws IOException {
    shop = folder.resolve("shop.lvs");
    Files.writeString(shop, BEFORE);
    lvsh("--yes", "--prune", "apply", shop.toString()).ends(0);
    before = kernel.read();
    Files.writeString(shop, AFTER);
  }

  private Path run() {
    return folder.resolve("run");
  }

  private Ran lvsh(String... arguments) {
    return Ran.on(kernel, run(), arguments);
  }

  /** In the middle of the servers, after the new service has been made. */
  private void kill() {
    StoppedKernel stopped =
        new StoppedKernel(kernel, new StoppedKernel.Place(1, 1), StoppedKernel.KILL);
    assertThrows(
        StoppedKernel.Killed.class,
        () -> Ran.on(stopped, run(), "--yes", "--prune", "apply", shop.toString()));
    assertNotEquals(before, kernel.read());
  }

  private Snapshot target() {
    LiveLike other = new LiveLike();
    Path elsewhere = folder.resolve("elsewhere");
    try {
      Path mine = Files.createDirectories(folder.resolve("mine")).resolve("shop.lvs");
      Files.writeString(mine, BEFORE);
      Ran.on(other, elsewhere, "--yes", "--prune", "apply", mine.toString()).ends(0);
      Files.writeString(mine, AFTER);
      Ran.on(other, elsewhere, "--yes", "--prune", "apply", mine.toString()).ends(0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return other.read();
  }

  private static Snapshot withoutLastMark(Snapshot state) {
    return new Snapshot(
        state.services(),
        state.markRules(),
        state.ownership(),
        state.timeouts(),
        Optional.empty(),
        state.daemons(),
        state.settings());
  }

  @Test
  void whoPlansOrChangesIsToldBothWaysAndChangesNothing() {
    kill();
    Snapshot half = kernel.read();
    for (String[] statement :
        new String[][] {
          {"plan", shop.toString()},
          {"--yes", "--prune", "apply", shop.toString()},
          {"--yes", "set mail rr"},
          {"plan"}
        }) {
      lvsh(statement)
          .ends(1)
          .tells("error: an earlier change of this kernel was cut short in batch 2 of 4: ")
          .tells("'apply " + shop + "'; 2 of its ")
          .tells("'recover finish' does the rest of it")
          .tells("'recover back' puts back what is done");
    }
    assertEquals(half, kernel.read());
    lvsh("show services")
        .ends(0)
        .says("mail")
        .tells("warning: an earlier change of this kernel was cut short")
        .tells("'recover' shows where it stands");
    assertEquals("", lvsh("help recover").ends(0).errors());
  }

  @Test
  void itIsShownAndFinished() {
    kill();
    lvsh("recover")
        .ends(2)
        .says("'recover finish' would do the rest:")
        .says("    + server 10.1.0.2 weight 1 direct")
        .says("- service old on 10.0.0.2 port 80")
        .says("'recover back' would put back what is done:")
        .says("- service mark-1000 on mark 1000")
        .says("    - server 10.1.0.1 weight 1 direct");
    lvsh("recover finish").ends(0).says("Recovered: the rest of it is done, ");
    assertEquals(target(), kernel.read());
    lvsh("recover").ends(0).says("Nothing was cut short");
    lvsh("recover back").ends(0).says("Nothing was cut short");
    lvsh("plan", shop.toString()).ends(0);
    assertEquals("", lvsh("show services").ends(0).errors());
    lvsh("history").ends(0).says("recover finish of root").says("done");
    lvsh("--yes", "rollback").ends(0);
    assertEquals(withoutLastMark(before), withoutLastMark(kernel.read()));
  }

  @Test
  void theDoctorFindsItUntilItIsSettled() {
    kill();
    lvsh("doctor").says("error: a change was cut short in batch 2 of 4: ").says("[cut-short]");
    lvsh("recover finish").ends(0);
    String after = lvsh("doctor").output();
    assertFalse(after.contains("[cut-short]"), after);
  }

  @Test
  void itIsPutBack() throws IOException {
    kill();
    lvsh("recover back")
        .ends(0)
        .says("Recovered: what was done of it is put back, 1 operation done");
    assertEquals(before, kernel.read());
    lvsh("history").ends(0).says("recover back of ").says("failed, put back");
    String log = Files.readString(run().resolve("log/audit.log"));
    assertTrue(log.contains("\"what\":\"recover back of "), log);
    lvsh("--yes", "--prune", "apply", shop.toString()).ends(0);
    assertEquals(target(), kernel.read());
  }

  @Test
  void atATerminalItIsAskedWhatShallBecomeOfIt() {
    kill();
    Snapshot half = kernel.read();
    Ran.answeringOn(kernel, run(), "n\nn\n", "plan", shop.toString())
        .ends(1)
        .tells("Finish it?")
        .tells("Put back what is done of it?")
        .tells("Nothing was changed.");
    assertEquals(half, kernel.read());
    Ran.answeringOn(kernel, run(), "y\n", "plan", shop.toString())
        .ends(0)
        .says("Recovered: the rest of it is done")
        .says("Nothing to change");
    assertEquals(target(), kernel.read());
  }

  @Test
  void whatIsStagedStaysStagedThen() throws IOException {
    kill();
    Path script = folder.resolve("job.lvs");
    Files.writeString(script, "set mail rr\napply\n");
    Ran.answeringOn(kernel, run(), "n\ny\ny\n", script.toString())
        .ends(0)
        .says("Recovered: what was done of it is put back")
        .says("scheduler wlc -> rr")
        .says("Applied: 1 operation");
  }

  @Test
  void theKernelCanBeKeptAsItIs() {
    kill();
    Snapshot half = kernel.read();
    lvsh("recover keep").ends(0).says("The kernel stays as it is");
    assertEquals(half, kernel.read());
    lvsh("history").ends(0).says("recover keep of ").says("failed, not put back");
    lvsh("--yes", "--prune", "apply", shop.toString()).ends(0);
    lvsh("plan", shop.toString()).ends(0);
  }

  @Test
  void whatOthersHaveMadeOfItMeanwhileIsShownAndNothingIsDone() {
    kill();
    kernel.apply(List.of(new Operation.RemoveService(Scene.tcp("10.0.0.1", 25))), Progress.SILENT);
    Snapshot now = kernel.read();
    for (String way : List.of("finish", "back")) {
      lvsh("recover " + way)
          .ends(1)
          .tells("somebody else has changed what was cut short")
          .tells("- service mail on 10.0.0.1 port 25")
          .tells("'recover keep'");
      assertEquals(now, kernel.read());
    }
    lvsh("recover keep").ends(0);
    lvsh("plan", shop.toString()).ends(2).says("service mail");
  }

  @Test
  void aDamagedJournalIsRefusedAndCanBeSetAside() throws IOException {
    kill();
    Path journal = journal();
    Files.writeString(journal, "damaged");
    lvsh("plan", shop.toString()).ends(1).tells("its journal " + journal).tells("'recover keep'");
    lvsh("--yes", "--prune", "apply", shop.toString()).ends(1).tells("nothing was changed");
    lvsh("recover").ends(1).tells("'recover keep'");
    lvsh("recover finish").ends(1).tells("'recover keep'");
    lvsh("show services").ends(0).tells("its journal");
    lvsh("recover keep").ends(0);
    lvsh("--yes", "--prune", "apply", shop.toString()).ends(0);
  }

  /** Both processes are killed, as where the memory is used up: whoever comes next puts it back. */
  @Test
  void whatWasOnTrialIsPutBackByItself() throws Exception {
    AtomicLong seconds = new AtomicLong(1000);
    Uptime uptime = () -> Duration.ofSeconds(seconds.get());
    StoppedKernel stopped =
        new StoppedKernel(kernel, new StoppedKernel.Place(1, 1), StoppedKernel.KILL);
    assertThrows(
        StoppedKernel.Killed.class,
        () ->
            Ran.tryingOn(
                stopped,
                run(),
                uptime,
                options -> armed(),
                "--yes",
                "--prune",
                "apply",
                shop.toString(),
                "confirm",
                "within",
                "60s"));
    List<Thread> guardians = new ArrayList<>();
    Surroundings.Guardians started =
        options -> {
          Thread guardian = new Thread(() -> Ran.guardianOn(kernel, run(), uptime, options));
          guardian.setDaemon(true);
          guardians.add(guardian);
          guardian.start();
        };
    seconds.addAndGet(13);
    for (String[] statement :
        new String[][] {{"plan", shop.toString()}, {"recover finish"}, {"recover keep"}}) {
      Ran.tryingOn(kernel, run(), uptime, started, statement)
          .ends(1)
          .tells("was cut short, and waits to be put back, 47 seconds more")
          .tells("done by itself");
    }
    Ran.tryingOn(kernel, run(), uptime, started, "show services").ends(0).tells("was cut short");
    Ran.tryingOn(kernel, run(), uptime, started, "confirm").ends(1).tells("nothing whole");
    seconds.addAndGet(60);
    for (Thread guardian : guardians) {
      guardian.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      assertFalse(guardian.isAlive());
    }
    assertEquals(withoutLastMark(before), withoutLastMark(kernel.read()));
    lvsh("history").ends(0).says("put back 'apply ");
    lvsh("--yes", "--prune", "apply", shop.toString()).ends(0);
  }

  /** Until it is in the history, nobody would know of it. */
  @Test
  void whatIsDoneAndNotKeptIsFoundByTheNext() {
    AtomicBoolean dying = new AtomicBoolean();
    StoppedKernel stopped =
        new StoppedKernel(kernel, new StoppedKernel.Place(0, 0), batch -> dying.set(true)) {
          @Override
          public String label() {
            if (dying.get()) {
              throw new StoppedKernel.Killed();
            }
            return super.label();
          }
        };
    assertThrows(
        StoppedKernel.Killed.class,
        () -> Ran.on(stopped, run(), "--yes", "--prune", "apply", shop.toString()));
    assertEquals(target(), kernel.read());
    lvsh("plan", shop.toString()).ends(1).tells("was cut short");
    lvsh("recover finish").ends(0);
    lvsh("history").ends(0).says("recover finish of ");
    lvsh("--yes", "--replace", "rollback").ends(0);
    assertEquals(withoutLastMark(before), withoutLastMark(kernel.read()));
  }

  /** Somebody loads the rules of the packet filter anew while it waits to be confirmed. */
  @Test
  void namesAndRulesThatWereLostMeanwhileArePutBackAsWell() throws Exception {
    isPutBack(() -> {}, kernel::flushRuleset);
  }

  /** Nor are those lost again that the trial has brought back. */
  @Test
  void namesAndRulesThatWereLostBeforeStayWhenItIsPutBack() throws Exception {
    isPutBack(kernel::flushRuleset, () -> {});
  }

  /**
   * Whether all is as before when nobody has confirmed.
   *
   * @param first what happens before it is applied on trial
   * @param meanwhile what happens while it waits
   */
  private void isPutBack(Runnable first, Runnable meanwhile) throws Exception {
    AtomicLong seconds = new AtomicLong(1000);
    Uptime uptime = () -> Duration.ofSeconds(seconds.get());
    List<Thread> guardians = new ArrayList<>();
    Surroundings.Guardians started =
        options -> {
          Thread guardian = new Thread(() -> Ran.guardianOn(kernel, run(), uptime, options));
          guardian.setDaemon(true);
          guardians.add(guardian);
          guardian.start();
        };
    lvsh("--yes", "--prune", "apply", shop.toString()).ends(0);
    Snapshot there = kernel.read();
    first.run();
    Files.writeString(
        shop,
        AFTER.replace("server 10.1.0.2", "server 10.1.0.2 weight 9")
            + "service news on 10.0.0.7 ports 119,563 sticky 60s\n  server 10.1.0.7\n");
    Ran.tryingOn(
            kernel,
            run(),
            uptime,
            started,
            "--yes",
            "apply",
            shop.toString(),
            "confirm",
            "within",
            "60s")
        .ends(0);
    meanwhile.run();
    seconds.addAndGet(60);
    for (Thread guardian : guardians) {
      guardian.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      assertFalse(guardian.isAlive());
    }
    assertEquals(withoutLastMark(there), withoutLastMark(kernel.read()));
    lvsh("history").ends(0).says("put back 'apply ");
  }

  /** They are brought back by the plan that was cut short, and are not lost a second time. */
  @Test
  void namesThatWereLostBeforeAreStillKnownWhenItIsPutBack() {
    kernel.flushRuleset();
    Snapshot nameless = kernel.read();
    kill();
    lvsh("recover back").ends(0);
    assertEquals(nameless.services(), kernel.read().services());
    lvsh("show services").ends(0).says("mail").tells("of 2 services are gone");
    lvsh("--yes", "apply").ends(0);
    assertEquals(withoutLastMark(before), withoutLastMark(kernel.read()));
  }

  /** As above, behind the names. */
  @Test
  void namesThatWereBroughtBackStayWhenTheRestIsPutBack() {
    kernel.flushRuleset();
    StoppedKernel stopped =
        new StoppedKernel(kernel, new StoppedKernel.Place(3, 0), StoppedKernel.KILL);
    assertThrows(
        StoppedKernel.Killed.class,
        () -> Ran.on(stopped, run(), "--yes", "--prune", "apply", shop.toString()));
    assertFalse(kernel.read().ownership().isEmpty());
    lvsh("recover back").ends(0);
    assertEquals(withoutLastMark(before), withoutLastMark(kernel.read()));
  }

  /** A guardian that came up, and was killed. */
  private void armed() {
    try (Stream<Path> folders = Files.find(run(), 2, (path, is) -> path.endsWith("trial"))) {
      Path trial = folders.findFirst().orElseThrow();
      Files.copy(trial.resolve("trial.json"), trial.resolve("armed"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Path journal() throws IOException {
    try (Stream<Path> files = Files.find(run(), 2, (path, is) -> path.endsWith("journal"))) {
      return files.findFirst().orElseThrow();
    }
  }

  /** As a power failure leaves it: killed by the system, at three places of a plan. */
  @Test
  void aProcessThatIsKilledIsRecoveredByTheNext() throws Exception {
    isRecovered(new StoppedKernel.Place(0, 0), "finish");
    isRecovered(new StoppedKernel.Place(1, 1), "back");
    isRecovered(new StoppedKernel.Place(2, 0), "finish");
  }

  private void isRecovered(StoppedKernel.Place place, String way) throws Exception {
    Path state = folder.resolve("state-" + place.batch());
    Path run = folder.resolve("run-" + place.batch());
    SimulatedKernel simulated = SimulatedKernel.keptIn(state);
    Files.writeString(shop, BEFORE);
    Ran.on(simulated, run, "--yes", "--prune", "apply", shop.toString()).ends(0);
    Snapshot first = simulated.read();
    Files.writeString(shop, AFTER);
    Path held = folder.resolve("held-" + place.batch());
    Path told = folder.resolve("told-" + place.batch());
    Process process =
        Lab.startHeld(
            state.toString(), run, place, held, told, "--yes", "--prune", "apply", shop.toString());
    Lab.await("it is held: " + place, PATIENCE_SECONDS, () -> Files.exists(held));
    Ran.on(simulated, run, "--yes", "--prune", "apply", shop.toString())
        .ends(1)
        .tells("another lvsh is changing this kernel");
    process.destroyForcibly();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), Files.readString(told));
    Ran.on(simulated, run, "plan", shop.toString()).ends(1).tells("was cut short");
    Ran.on(simulated, run, "recover " + way).ends(0);
    Snapshot end = way.equals("finish") ? target() : first;
    assertEquals(withoutLastMark(end), withoutLastMark(simulated.read()), place::toString);
    List<String> left = new ArrayList<>();
    try (Stream<Path> files = Files.find(run, 3, (path, is) -> is.isRegularFile())) {
      files.map(path -> path.getFileName().toString()).sorted().forEach(left::add);
    }
    assertEquals(List.of("applied", "audit.log", "lock", "lock.holder"), left);
  }
}
