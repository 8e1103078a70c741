package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.FileLoader;
import org.lvsh.language.parse.StatementParser;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Directors;

/** What is applied on trial stays where somebody confirms it in time, and else is put back. */
class TrialTest {
  private static final long PATIENCE_MILLISECONDS = 60_000;

  private static final String BEFORE =
      """
      service web on 192.168.0.1 ports 80,443 sticky 600s wlc
        server 192.168.1.2 weight 4
        server 192.168.1.3 weight 2
      service ssh on 192.168.0.1 port 22
        server 192.168.1.2
      timeouts udp 60s
      """;

  private static final String AFTER =
      """
      service web on 192.168.0.1 ports 80,443,8080 sticky 900s wrr
        server 192.168.1.3 weight 7
        server 192.168.1.4
      service mail on 192.168.0.2 port 25
        server 192.168.1.9
      service dns on 192.168.0.2 ports 53 tcp,udp
        server 192.168.1.9
      service news on 192.168.0.5 port 119 sticky 5m
        server 192.168.1.8
        server 192.168.1.9 weight 2
      timeouts tcp 20m udp 90s
      kernel expire_nodest_conn = 1
      sync backup on lo
      """;

  @TempDir Path folder;

  private final AtomicLong seconds = new AtomicLong(1000);
  private final List<Thread> guardians = new ArrayList<>();
  private Path state;
  private Path before;
  private Path after;

  @BeforeEach
  void prepare() throws IOException {
    state = folder.resolve("state");
    after = Files.writeString(folder.resolve("shop.lvs"), AFTER);
    before =
        Files.writeString(Files.createDirectory(folder.resolve("old")).resolve("shop.lvs"), BEFORE);
    lvsh("--yes", "apply", before.toString()).ends(0);
  }

  /** None outlives its test: after its time each one ends. */
  @AfterEach
  void endTheGuardians() {
    seconds.addAndGet(1_000_000);
    guardians.forEach(TrialTest::join);
  }

  private static void join(Thread guardian) {
    try {
      guardian.join(PATIENCE_MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    assertFalse(guardian.isAlive(), "a guardian goes on");
  }

  private Duration uptime() {
    return Duration.ofSeconds(seconds.get());
  }

  private Ran lvsh(String... words) {
    return lvsh(this::startGuardian, words);
  }

  private Ran lvsh(Surroundings.Guardians started, String... words) {
    List<String> all = new ArrayList<>(List.of("--state", state.toString()));
    all.addAll(List.of(words));
    return Ran.trying(this::uptime, started, all.toArray(String[]::new));
  }

  private void startGuardian(List<String> options) {
    Thread guardian = new Thread(() -> Ran.guardian(this::uptime, options), "guardian");
    guardian.setDaemon(true);
    guardians.add(guardian);
    guardian.start();
  }

  private Snapshot now() {
    return SimulatedKernel.keptIn(state).read();
  }

  private Ran applyOnTrial() {
    return lvsh(
        "--yes", "--replace", "--prune", "apply", after.toString(), "confirm", "within", "60s");
  }

  @Test
  void confirmedItStays() {
    Snapshot first = now();
    applyOnTrial().ends(0).says("It is put back at 1970-01-01 ").says("in 60 seconds, unless");
    Snapshot applied = now();
    assertFalse(first.equals(applied));
    seconds.addAndGet(59);
    lvsh("doctor").ends(2).says("waits to be confirmed, 1 seconds more [trial-waits]");
    lvsh("confirm").ends(0).says("Confirmed: 'apply " + after + "' of ");
    assertFalse(lvsh("doctor").output().contains("[trial-"));
    seconds.addAndGet(10_000);
    guardians.forEach(TrialTest::join);
    assertEquals(applied, now());
    lvsh("confirm").ends(1).tells("nothing waits to be confirmed");
    lvsh("--yes", "remove", "service", "mail").ends(0);
  }

  @Test
  void notConfirmedItIsPutBack() {
    Snapshot first = now();
    applyOnTrial().ends(0);
    seconds.addAndGet(60);
    guardians.forEach(TrialTest::join);
    assertEquals(first, withLastMark(first, now()));
    lvsh("history", "as", "json")
        .ends(0)
        .says("put back 'apply " + after + "' of ")
        .says("nobody confirmed it");
    lvsh("confirm").ends(1).tells("nothing waits to be confirmed");
    lvsh("show", "drift").ends(0);
  }

  /** A mark that was given stays given. */
  private static Snapshot withLastMark(Snapshot like, Snapshot now) {
    return new Snapshot(
        now.services(),
        now.markRules(),
        now.ownership(),
        now.timeouts(),
        like.lastMark(),
        now.daemons(),
        now.settings());
  }

  @Test
  void nothingElseIsAppliedMeanwhile() {
    applyOnTrial().ends(0);
    Snapshot applied = now();
    seconds.addAndGet(13);
    for (List<String> words :
        List.of(
            List.of("--yes", "remove", "service", "mail"),
            List.of("--yes", "apply", before.toString(), "confirm", "within", "5s"),
            List.of("--yes", "--replace", "rollback"))) {
      Ran refused = lvsh(words.toArray(String[]::new));
      refused.ends(1).tells("waits to be confirmed, 47 seconds more; nothing was changed");
      refused.tells("'confirm' keeps it");
    }
    assertEquals(applied, now());
    lvsh("show", "services").ends(0);
    lvsh("plan", after.toString()).ends(0);
  }

  /** As if the process that applies were killed after each of its operations. */
  @Test
  void whateverWasDoneWhenTheProcessEndedIsPutBack() throws IOException {
    Path reached = Files.copy(state, folder.resolve("reached"));
    Snapshot first = now();
    List<Operation> operations = operations();
    assertTrue(operations.size() > 20, operations::toString);
    for (int done = 0; done <= operations.size(); done++) {
      Files.copy(reached, state, StandardCopyOption.REPLACE_EXISTING);
      assertKilledAfter(operations.subList(0, done));
      seconds.addAndGet(60);
      assertEquals(0, Ran.guardian(this::uptime, List.of("--state=" + state)));
      assertEquals(first, withLastMark(first, now()), "after " + done + " operations");
      lvsh("confirm").ends(1).tells("nothing waits");
    }
  }

  private void assertKilledAfter(List<Operation> some) {
    Surroundings.Guardians applies =
        options -> {
          SimulatedKernel.keptIn(state)
              .apply(some, Progress.SILENT)
              .forEach(
                  outcome ->
                      assertEquals(Outcome.Status.DONE, outcome.status(), outcome::toString));
          throw new Killed();
        };
    assertThrows(
        Killed.class,
        () ->
            lvsh(
                applies,
                "--yes",
                "--replace",
                "--prune",
                "apply",
                after.toString(),
                "confirm",
                "within",
                "60s"));
  }

  private List<Operation> operations() {
    List<Statement> statements =
        new StatementParser(new FileLoader(), new MachinePortNames())
            .parse(Source.of("shop.lvs", AFTER))
            .statements();
    try (Session session = new Session(() -> Directors.of(SimulatedKernel.keptIn(state)))) {
      return session
          .propose(statements, "shop.lvs", Pruning.SOME)
          .plan()
          .orElseThrow()
          .operations();
    }
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void withoutAGuardianNothingIsApplied() {
    Snapshot first = now();
    Ran refused =
        lvsh(
            options -> {
              throw new KernelException("there is no java to start");
            },
            "--yes",
            "--replace",
            "apply",
            after.toString(),
            "confirm",
            "within",
            "60s");
    refused.ends(1).tells("there is no java to start");
    assertEquals(first, now());
    lvsh("confirm").ends(1).tells("nothing waits");
  }

  @Test
  void aGuardianThatDoesNotComeUpIsNotWaitedForForEver() {
    Snapshot first = now();
    Ran refused =
        Ran.trying(
            () -> Duration.ofSeconds(seconds.addAndGet(10)),
            options -> {},
            "--state",
            state.toString(),
            "--yes",
            "--replace",
            "apply",
            after.toString(),
            "confirm",
            "within",
            "60s");
    refused.ends(1).tells("is not ready within 3 minutes");
    assertEquals(first, now());
  }

  @Test
  void aKernelInMemoryCannotBePutBackByAnother() {
    Ran.lvsh("--kernel", "simulated", "--yes", "apply", after.toString(), "confirm", "within", "9s")
        .ends(1)
        .tells("start lvsh with --state FILE; nothing was changed");
  }

  @Test
  void aDamagedTrialIsToldAndNothingIsApplied() throws IOException {
    applyOnTrial().ends(0);
    Path trial = folder.resolve(".state.trial/trial.json");
    String whole = Files.readString(trial);
    Files.writeString(trial, whole.substring(0, whole.length() / 2));
    lvsh("--yes", "remove", "service", "mail").ends(1).tells("cannot be used").tells("trial.json");
    lvsh("confirm").ends(1).tells("cannot be used");
    Files.delete(trial);
    lvsh("--yes", "remove", "service", "mail").ends(0);
  }

  @Test
  void whoeverConfirmsTooLateIsToldSo() {
    lvsh(
            options -> armed(),
            "--yes",
            "--replace",
            "apply",
            after.toString(),
            "confirm",
            "within",
            "5s")
        .ends(0);
    seconds.addAndGet(5);
    Snapshot applied = now();
    // The guardian was killed: whoever comes starts another one.
    lvsh("confirm").ends(1).tells("is over: it is being put back");
    guardians.forEach(TrialTest::join);
    assertFalse(applied.equals(now()));
  }

  /** Where memory is used up the guardian is killed, and no other one can be started. */
  @Test
  void whoeverConfirmsNeedsNoGuardian() {
    Surroundings.Guardians none =
        options -> {
          throw new KernelException("cannot fork");
        };
    lvsh(
            options -> armed(),
            "--yes",
            "--replace",
            "apply",
            after.toString(),
            "confirm",
            "within",
            "5s")
        .ends(0);
    Snapshot applied = now();
    lvsh(none, "confirm").ends(0).says("Confirmed: ");
    seconds.addAndGet(10);
    lvsh("--yes", "remove", "service", "dns").ends(0);
    assertFalse(applied.equals(now()));
  }

  /** One bad moment of the kernel must not let it stay. */
  @Test
  void whatCannotBePutBackAtOnceIsTriedAgain() throws Exception {
    Snapshot first = now();
    applyOnTrial().ends(0);
    String whole = Files.readString(state);
    Files.writeString(state, "damaged");
    seconds.addAndGet(60);
    Path log = folder.resolve(".state.audit");
    Lab.await("it has failed", () -> text(log).contains("\"outcome\":\"failed: "));
    TimeUnit.MILLISECONDS.sleep(1000);
    Files.writeString(state, whole);
    guardians.forEach(TrialTest::join);
    assertEquals(first, withLastMark(first, now()));
    long told = text(log).lines().filter(line -> line.contains("\"outcome\":\"failed: ")).count();
    assertEquals(1, told, () -> text(log));
  }

  @Test
  void whatCannotBePutBackForLongIsLeftToPeople() throws IOException {
    applyOnTrial().ends(0);
    Snapshot applied = now();
    String whole = Files.readString(state);
    Files.writeString(state, "damaged");
    seconds.addAndGet(60);
    Lab.await("it has failed", () -> text(folder.resolve(".state.audit")).contains("failed: "));
    seconds.addAndGet(3600);
    guardians.forEach(TrialTest::join);
    Files.writeString(state, whole);
    lvsh("--yes", "remove", "service", "mail")
        .ends(1)
        .tells("could not be put back: ")
        .tells("'confirm' leaves it as it is");
    lvsh("show services").ends(0).tells("could not be put back: ");
    lvsh("confirm").ends(0).says("The kernel stays as it is after ");
    assertEquals(applied, now());
    lvsh("--yes", "remove", "service", "mail").ends(0);
  }

  /** As where /run has no room for it: nobody is at work, so there is nobody to wait for. */
  @Test
  void whereThereCanBeNoLockItIsLeftToPeopleInTheEnd() throws IOException {
    applyOnTrial().ends(0);
    Snapshot applied = now();
    Path lock = folder.resolve(".state.applying");
    Files.delete(lock);
    Files.createDirectory(lock);
    seconds.addAndGet(60);
    Path log = folder.resolve(".state.audit");
    Lab.await("it has failed", () -> text(log).contains("there can be no lock"));
    seconds.addAndGet(3600);
    guardians.forEach(TrialTest::join);
    Files.delete(lock);
    lvsh("show services").ends(0).tells("could not be put back: ").tells("there can be no lock");
    assertEquals(applied, now());
    lvsh("confirm").ends(0).says("The kernel stays as it is after ");
  }

  /** The time is counted by a machine that has been started anew since. */
  @Test
  void anotherBootEndsTheTime() throws IOException {
    Snapshot first = now();
    applyOnTrial().ends(0);
    guardians.forEach(Thread::interrupt);
    guardians.forEach(TrialTest::join);
    Path trial = folder.resolve(".state.trial/trial.json");
    Files.writeString(
        trial, Files.readString(trial).replaceFirst("\"boot\":\"[^\"]*\"", "\"boot\":\"old\""));
    lvsh("confirm").ends(1).tells("is over: it is being put back");
    guardians.forEach(TrialTest::join);
    assertEquals(first, withLastMark(first, now()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A guardian that came up, and was killed. */
  private void armed() {
    try {
      Path trials = folder.resolve(".state.trial");
      Files.copy(
          trials.resolve("trial.json"),
          trials.resolve("armed"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new KernelException(failed.getMessage(), failed);
    }
  }

  @Test
  void aGuardianThatWasKilledIsReplacedByWhoeverComesNext() {
    Snapshot first = now();
    lvsh(
            options -> armed(),
            "--yes",
            "--replace",
            "apply",
            after.toString(),
            "confirm",
            "within",
            "5s")
        .ends(0);
    seconds.addAndGet(100);
    lvsh("--yes", "remove", "service", "mail").ends(1);
    guardians.forEach(TrialTest::join);
    assertEquals(first, withLastMark(first, now()));
  }
}
