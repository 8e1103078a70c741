package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.live.Opening;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.StoppedKernel;

/**
 * A change of the live kernel that fails on the way or is killed there. What is in its way is made
 * by others while it goes on, and the process that is killed is one of its own.
 */
@Tag("lab")
class RecoveryLabTest {
  private static final String BEFORE =
      """
      timeouts tcp 900s fin 120s udp 300s
      kernel expire_nodest_conn = 0
      service mail on 10.0.0.1 port 25
        server 10.1.0.1
        server 10.1.0.3
      service old on 10.0.0.2 ports 80,443
        server 10.1.0.1
      """;
  private static final String AFTER =
      """
      timeouts tcp 901s fin 121s udp 301s
      kernel expire_nodest_conn = 1
      service mail on 10.0.0.1 port 25 wrr
        server 10.1.0.1 weight 7
        server 10.1.0.2
      service shop on 10.0.0.1 ports 80,443 sticky 600s
        server 10.1.0.1
        server 10.1.0.2
      service dns on 10.0.0.1,2001:db8::1 port 53 udp
        server 10.1.0.1
        server 2001:db8:1::1
      """;

  /** Settings; new services; servers and changes; marks and names; what goes. */
  private static final int BATCHES = 5;

  /** As many operations as a batch has. */
  private static final int ALL = 99;

  private static final boolean FULL = "full".equals(System.getProperty("lvsh.counts"));

  /** One in so many is tried on iptables and with the quick counts. */
  private static final int FEW = 6;

  private static final int PATIENCE_SECONDS = 300;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve("shop.lvs");
    Lab.empty();
  }

  @AfterEach
  void takeEverythingAway() {
    Lab.empty();
    Lab.bash("ipvsadm --set 900 120 300");
  }

  static Stream<FirewallKind> firewalls() {
    return Lab.firewalls().stream();
  }

  private Path run() {
    return folder.resolve("run");
  }

  private static String word(FirewallKind firewall) {
    return firewall == FirewallKind.NFTABLES ? "nftables" : "iptables";
  }

  private Ran lvsh(FirewallKind firewall, String... words) {
    return Ran.live(
        run(),
        Stream.concat(Stream.of("--firewall", word(firewall), "--yes"), Stream.of(words))
            .toArray(String[]::new));
  }

  /** The name of a service that is not there cannot be put back, and is nobody's. */
  private static Snapshot read(FirewallKind firewall) {
    try (Kernel kernel = Opening.open(Optional.of(firewall))) {
      Snapshot state = kernel.read();
      NavigableMap<ServiceKey, Ownership> names = new TreeMap<>(state.ownership());
      names.keySet().retainAll(state.services().keySet());
      return new Snapshot(
          state.services(),
          state.markRules(),
          names,
          state.timeouts(),
          Optional.empty(),
          state.daemons(),
          state.settings());
    }
  }

  /** The state that the change begins with, and the file of what follows. */
  private Snapshot before(FirewallKind firewall) throws IOException {
    Lab.empty();
    Files.writeString(file, BEFORE);
    lvsh(firewall, "--prune", "apply", file.toString()).ends(0);
    Files.writeString(file, AFTER);
    return read(firewall);
  }

  private Snapshot after(FirewallKind firewall) throws IOException {
    before(firewall);
    lvsh(firewall, "--prune", "apply", file.toString()).ends(0);
    return read(firewall);
  }

  /**
   * Each operation that somebody else can get in the way of; on iptables and with the quick counts
   * a few of them, other ones with each firewall.
   */
  @ParameterizedTest
  @MethodSource("firewalls")
  void whatTheKernelRefusesOnTheWayLeavesWhatWasThere(FirewallKind firewall) throws IOException {
    List<InTheWay> all = conflicts(firewall);
    assertTrue(all.size() >= 12, all::toString);
    boolean isOnNftables = firewall == FirewallKind.NFTABLES;
    int step = FULL && isOnNftables ? 1 : FEW;
    for (int at = isOnNftables ? 0 : FEW / 2; at < all.size(); at += step) {
      failsAt(all.get(at), firewall);
    }
    System.out.println(
        "%s: %d operations that somebody else can be in the way of, one in %d tried"
            .formatted(firewall, all.size(), step));
  }

  /** What is done right before a batch, so that the kernel refuses one of its operations. */
  private record InTheWay(int batch, String command) {}

  private List<InTheWay> conflicts(FirewallKind firewall) throws IOException {
    List<List<Operation>> batches = new ArrayList<>();
    before(firewall);
    try (Kernel live = Opening.open(Optional.of(firewall))) {
      Kernel kernel = new StoppedKernel(live, StoppedKernel.Place.EVERYWHERE, batches::add);
      Ran.on(kernel, run(), "--yes", "--prune", "apply", file.toString()).ends(0);
    }
    assertEquals(BATCHES, batches.size());
    List<InTheWay> all = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      for (Operation operation : batches.get(batch)) {
        int at = batch;
        Conflict.with(operation).ifPresent(command -> all.add(new InTheWay(at, command)));
      }
    }
    return all;
  }

  private void failsAt(InTheWay conflict, FirewallKind firewall) throws IOException {
    before(firewall);
    // Of a service that is not there yet nothing is left, since it is taken back.
    Lab.bash(conflict.command() + " || true");
    Snapshot expected = read(firewall);
    before(firewall);
    try (Kernel live = Opening.open(Optional.of(firewall))) {
      Kernel kernel =
          new StoppedKernel(
              live,
              new StoppedKernel.Place(conflict.batch(), 0),
              operations -> Lab.bash(conflict.command()));
      Ran.on(kernel, run(), "--yes", "--prune", "apply", file.toString())
          .ends(1)
          .tells("the kernel refused to ");
    }
    assertEquals(expected, read(firewall), conflict::toString);
    lvsh(firewall, "recover keep").ends(0);
  }

  @ParameterizedTest
  @MethodSource("firewalls")
  void aProcessThatIsKilledIsFinishedOrPutBackByTheNext(FirewallKind firewall) throws Exception {
    Snapshot target = after(firewall);
    for (StoppedKernel.Place place : places(firewall)) {
      boolean finishes = (place.batch() + place.done()) % 2 == 0;
      Snapshot before = before(firewall);
      kill(firewall, place);
      lvsh(firewall, "plan", file.toString())
          .ends(1)
          .tells("was cut short in batch %d of %d".formatted(place.batch() + 1, BATCHES));
      lvsh(firewall, "show services").ends(0).tells("was cut short");
      lvsh(firewall, "recover", finishes ? "finish" : "back").ends(0).says("Recovered: ");
      assertEquals(finishes ? target : before, read(firewall), place::toString);
      assertEquals("", lvsh(firewall, "show services").ends(0).errors());
    }
  }

  /** Before, within and after each batch; with iptables and the quick counts within one. */
  private static List<StoppedKernel.Place> places(FirewallKind firewall) {
    List<StoppedKernel.Place> places = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      for (int done : List.of(0, 1, ALL)) {
        places.add(new StoppedKernel.Place(batch, done));
      }
    }
    return FULL && firewall == FirewallKind.NFTABLES ? places : places.subList(4, 5);
  }

  private void kill(FirewallKind firewall, StoppedKernel.Place place) throws Exception {
    Path held = folder.resolve("held-" + place.batch() + "-" + place.done());
    Path told = folder.resolve("told-" + place.batch() + "-" + place.done());
    Process process =
        Lab.startHeld(
            "live",
            run(),
            place,
            held,
            told,
            "--firewall",
            word(firewall),
            "--yes",
            "--prune",
            "apply",
            file.toString());
    try {
      Lab.await(
          "it is held " + place, PATIENCE_SECONDS, () -> Files.exists(held) || !process.isAlive());
      assertTrue(process.isAlive(), () -> Lab.bash("cat " + told));
    } finally {
      process.destroyForcibly();
    }
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @MethodSource("firewalls")
  void aRecoveryThatIsKilledIsRecoveredToo(FirewallKind firewall) throws Exception {
    Snapshot before = before(firewall);
    kill(firewall, new StoppedKernel.Place(2, 2));
    try (Kernel live = Opening.open(Optional.of(firewall))) {
      Kernel kernel = new StoppedKernel(live, new StoppedKernel.Place(1, 1), StoppedKernel.KILL);
      assertThrows(StoppedKernel.Killed.class, () -> Ran.on(kernel, run(), "recover finish"));
    }
    assertNotEquals(before, read(firewall));
    lvsh(firewall, "recover back").ends(0);
    assertEquals(before, read(firewall));
  }
}
