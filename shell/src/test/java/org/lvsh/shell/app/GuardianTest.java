package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.StoppedKernel;
import org.lvsh.shell.store.Uptime;

/** A guardian goes on, or says why not, whatever is wrong with the process that it is. */
class GuardianTest {
  private static final long PATIENCE_MILLISECONDS = 60_000;
  private static final String BEFORE = "service web on 10.0.0.1 port 80\n  server 10.1.0.1\n";
  private static final String AFTER = BEFORE + "  server 10.1.0.2\n";

  @TempDir Path folder;

  private final LiveLike kernel = new LiveLike();
  private final AtomicReference<Optional<Error>> fault = new AtomicReference<>(Optional.empty());
  private final AtomicLong seconds = new AtomicLong(1000);
  private final List<Thread> guardians = new ArrayList<>();
  private Snapshot before;

  /** As the process of the guardian sees it. */
  private final Kernel faulty =
      new StoppedKernel(kernel, new StoppedKernel.Place(1000, 0), batch -> {}) {
        @Override
        public Snapshot read() {
          fault
              .get()
              .ifPresent(
                  error -> {
                    throw error;
                  });
          return super.read();
        }
      };

  @BeforeEach
  void prepare() throws IOException {
    apply(BEFORE, uptime()).ends(0);
    before = kernel.read();
  }

  /** None outlives its test. */
  @AfterEach
  void endTheGuardians() throws InterruptedException {
    seconds.addAndGet(1_000_000);
    for (Thread guardian : guardians) {
      guardian.join(PATIENCE_MILLISECONDS);
      assertFalse(guardian.isAlive(), "a guardian goes on");
    }
  }

  private Uptime uptime() {
    return () -> Duration.ofSeconds(seconds.get());
  }

  private Path run() {
    return folder.resolve("run");
  }

  private Ran apply(String declared, Uptime uptime, String... more) throws IOException {
    Path shop = Files.writeString(folder.resolve("shop.lvs"), declared);
    List<String> words = new ArrayList<>(List.of("--yes", "apply", shop.toString()));
    words.addAll(List.of(more));
    return Ran.tryingOn(kernel, run(), uptime, this::start, words.toArray(String[]::new));
  }

  private Ran applyOnTrial(Uptime uptime) throws IOException {
    return apply(AFTER, uptime, "confirm", "within", "60s");
  }

  private void start(List<String> options) {
    Thread guardian = new Thread(() -> Ran.guardianOn(faulty, run(), uptime(), options));
    guardian.setDaemon(true);
    guardians.add(guardian);
    guardian.start();
  }

  private String audit() {
    try {
      return Files.readString(run().resolve("log/audit.log"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void anErrorThatPassesIsLivedThrough() throws Exception {
    applyOnTrial(uptime()).ends(0);
    fault.set(Optional.of(new OutOfMemoryError("unable to create native thread")));
    seconds.addAndGet(60);
    Lab.await("it has failed", () -> audit().contains("unable to create native thread"));
    fault.set(Optional.empty());
    guardians.get(0).join(PATIENCE_MILLISECONDS);
    assertEquals(before, kernel.read());
    lvsh("history").ends(0).says("put back 'apply ");
  }

  /** As where the jars that a class is still to be loaded from are replaced. */
  @Test
  void anErrorThatStaysIsToldToEverybody() throws Exception {
    applyOnTrial(uptime()).ends(0);
    fault.set(Optional.of(new NoClassDefFoundError("some/Missing")));
    seconds.addAndGet(60);
    Lab.await("it has failed", () -> audit().contains("some/Missing"));
    seconds.addAndGet(3600);
    guardians.get(0).join(PATIENCE_MILLISECONDS);
    lvsh("show services")
        .ends(0)
        .tells("could not be put back: ")
        .tells("lvsh itself failed: NoClassDefFoundError: some/Missing");
    lvsh("confirm").ends(0).says("The kernel stays as it is after ");
  }

  private Ran lvsh(String statement) {
    return Ran.tryingOn(kernel, run(), uptime(), this::start, statement);
  }

  @Test
  void nothingIsAppliedWhereTheWayBackCannotBeFound() throws IOException {
    fault.set(Optional.of(new NoClassDefFoundError("some/Missing")));
    applyOnTrial(() -> Duration.ofSeconds(seconds.incrementAndGet()))
        .ends(1)
        .tells("is not ready within 3 minutes");
    assertEquals(before, kernel.read());
  }
}
