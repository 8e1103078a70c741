package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whenever lvsh is killed that applies on trial, the kernel is as it was before in the end, or as
 * it was confirmed. Each try has a network namespace, and so an IPVS, of its own.
 */
@Tag("lab")
class ConfirmLabTest {
  private static final long SEED = 20261126;
  private static final int TRIES = "full".equals(System.getProperty("lvsh.counts")) ? 50 : 2;
  private static final int AT_ONCE = 3;
  private static final int WITHIN_SECONDS = 10;

  /**
   * Where it is confirmed: three that start at once on an emulated processor need some 30 seconds.
   */
  private static final int CONFIRMED_WITHIN_SECONDS = 60;

  private static final int PATIENCE_SECONDS = 240;
  private static final Path RUN = Path.of("/run/lvsh");
  private static final String NAMESPACE = "lvsh-trial";

  /** What is there before, made by others. */
  private static final String BEFORE =
      """
      ip link set lo up
      ipvsadm -A -t 192.168.0.1:80 -s rr
      ipvsadm -a -t 192.168.0.1:80 -r 192.168.1.2 -g -w 3
      ipvsadm --set 800 100 200
      """;

  private static final String AFTER =
      """
      adopt tcp-192.168.0.1-80 as old
      set old wlc sticky 5m
      set old server 192.168.1.2 weight 9
      service web on 192.168.0.2 ports 80,443 sticky 600s wlc
        server 192.168.1.2 weight 4
        server 192.168.1.3 weight 2
      service dns on 192.168.0.3,fd00::3 ports 53 tcp,udp
        server 192.168.1.4
        server fd00::4
      service mail on 192.168.0.4 port 25
        server 192.168.1.5
      timeouts tcp 20m udp 90s
      kernel expire_nodest_conn = 1
      """;

  /** All that the file changes, by other programs; no rule of ours is left where none was. */
  private static final String WITNESS =
      """
      ipvsadm -Sn | sort
      ipvsadm -L --timeout
      cat /proc/sys/net/ipv4/vs/expire_nodest_conn
      nft list ruleset | grep -E '192[.]168|fd00' || true
      """;

  @TempDir Path folder;
  private Path file;

  /** The number of each one's network namespace, by which lvsh calls the folder of its trial. */
  private final List<String> networks = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    Lab.bash("rm -rf " + RUN);
    file = Files.writeString(folder.resolve("shop.lvs"), AFTER);
    for (int number = 0; number <= TRIES; number++) {
      Lab.bash("ip netns add " + name(number));
      networks.add(in(number, BEFORE + "readlink /proc/self/ns/net | tr -dc 0-9"));
    }
  }

  @AfterEach
  void takeEverythingAway() {
    for (int number = 0; number <= TRIES; number++) {
      Lab.bash("ip netns delete " + name(number));
    }
  }

  private static String name(int number) {
    return NAMESPACE + number;
  }

  private static String in(int number, String script) {
    return Command.output(
        "",
        PATIENCE_SECONDS,
        "ip",
        "netns",
        "exec",
        name(number),
        "bash",
        "-euo",
        "pipefail",
        "-c",
        script);
  }

  private Started lvsh(int number, String suffix, String... words) {
    Path told = folder.resolve(number + suffix);
    List<String> inside = List.of("ip", "netns", "exec", name(number));
    return new Started(Lab.startLvsh(inside, told, words), told);
  }

  private Started applyOnTrial(int number, int withinSeconds) {
    return lvsh(
        number,
        "-apply",
        "--yes",
        "--replace",
        "apply",
        file.toString(),
        "confirm",
        "within",
        withinSeconds + "s");
  }

  /** One tells how long it takes, and is confirmed; the others are killed on the way. */
  @Test
  void whateverIsKilledTheStateIsBackOrConfirmed() throws Exception {
    String before = in(0, WITNESS);
    long began = System.nanoTime();
    applyOnTrial(0, CONFIRMED_WITHIN_SECONDS).succeeds();
    long span = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    lvsh(0, "-confirm", "confirm").succeeds();
    String after = in(0, WITNESS);
    assertNotEquals(before, after);

    Random random = new Random(SEED);
    List<Callable<Integer>> tries = new ArrayList<>();
    for (int number = 1; number <= TRIES; number++) {
      int one = number;
      long delay = (long) (random.nextDouble() * AT_ONCE * span);
      boolean confirmed = random.nextInt(4) == 0;
      tries.add(() -> kill(one, delay, confirmed, before, after));
    }
    int kept = sum(tries);
    // It is still as it was confirmed.
    assertEquals(after, in(0, WITNESS));
    System.out.println(
        "%d killed while they applied on trial or confirmed, seed %d: %d confirmed, %d put back"
            .formatted(TRIES, SEED, kept, TRIES - kept));
  }

  private static int sum(List<Callable<Integer>> tries) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      int sum = 0;
      for (Future<Integer> one : pool.invokeAll(tries)) {
        sum += one.get();
      }
      return sum;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof AssertionError assertion) {
        throw assertion;
      }
      throw failed;
    } finally {
      pool.shutdownNow();
    }
  }

  /** 1 where it was confirmed. */
  private int kill(int number, long delay, boolean confirmed, String before, String after)
      throws InterruptedException {
    if (confirmed) {
      applyOnTrial(number, CONFIRMED_WITHIN_SECONDS).succeeds();
      lvsh(number, "-confirm", "confirm").killAfter(delay);
    } else {
      applyOnTrial(number, WITHIN_SECONDS).killAfter(delay);
    }
    Lab.await("the trial " + number + " is over", PATIENCE_SECONDS, () -> isOver(number));
    String now = in(number, WITNESS);
    assertTrue(
        now.equals(before) || (confirmed && now.equals(after)),
        () -> "after " + delay + "\n" + now);
    return now.equals(after) ? 1 : 0;
  }

  /**
   * No trial waits; or it never had a guardian, for it was killed before it had changed anything.
   * Seen without another process: emulated ones would take the time that the trials need.
   */
  private boolean isOver(int number) {
    Path trial = RUN.resolve("net-" + networks.get(number)).resolve("trial");
    return !Files.exists(trial.resolve("trial.json")) || !Files.exists(trial.resolve("armed"));
  }

  /** An lvsh that runs, and the file that it tells to. */
  private record Started(Process process, Path told) {
    private static final int LAST_LINES = 5;

    void succeeds() throws InterruptedException {
      try {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it still runs");
        assertEquals(0, process.exitValue(), this::last);
      } finally {
        process.destroyForcibly();
      }
    }

    void killAfter(long milliseconds) throws InterruptedException {
      process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      process.waitFor();
    }

    private String last() {
      return Lab.bash("tail -n %s %s".formatted(LAST_LINES, told));
    }
  }
}
