package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.session.Scene;

/** Timeouts and sync daemons, from what is said to what is done. */
class DirectorPlansTest {
  private final Scene scene = Scene.empty();

  private List<String> operations(String... lines) {
    Plan plan = scene.plan(lines);
    scene.carryOut(plan);
    assertTrue(scene.plan(lines).isEmpty(), "the same again");
    return plan.operations().stream().map(one -> one.getClass().getSimpleName()).toList();
  }

  @Test
  void onlyTheTimeoutsThatAreSaidChange() {
    assertEquals(List.of("SetTimeouts"), operations("timeouts fin 30s"));
    assertEquals(
        new Timeouts(Timeouts.DEFAULT.tcp(), Duration.ofSeconds(30), Timeouts.DEFAULT.udp()),
        scene.live().timeouts());
  }

  @Test
  void aTimeoutSaidLaterHolds() {
    scene.apply("timeouts tcp 60s udp 60s", "timeouts udp 61s");
    assertEquals(Duration.ofSeconds(60), scene.live().timeouts().tcp());
    assertEquals(Duration.ofSeconds(61), scene.live().timeouts().udp());
  }

  @Test
  void theKernelsChoiceOfALengthIsNoChange() {
    assertEquals(List.of("StartDaemon"), operations("sync master on eth0 id 3"));
    assertTrue(scene.live().daemons().get(Role.MASTER).maxLength() > 0);
  }

  @Test
  void aLengthThatTheKernelMovesIsNoChangeTheNextTime() {
    assertEquals(List.of("StartDaemon"), operations("sync master on eth0 max-length 10"));
    assertEquals(
        List.of("StopDaemon", "StartDaemon"), operations("sync master on eth0 max-length 1400"));
  }

  @Test
  void aDaemonThatRunsOtherwiseIsStartedAnew() {
    scene.apply("sync master on eth0", "sync backup on eth0");
    assertEquals(List.of("StopDaemon", "StartDaemon"), operations("sync master on eth0 ttl 2"));
    assertEquals(2, scene.live().daemons().get(Role.MASTER).ttl());
    assertEquals(1, scene.live().daemons().get(Role.BACKUP).ttl());
  }

  @Test
  void aDaemonThatDoesNotRunNeedsNoStop() {
    assertEquals(List.of(), operations("no sync master"));
    scene.apply("sync master on eth0");
    assertEquals(List.of("StopDaemon"), operations("no sync master"));
    assertTrue(scene.live().daemons().isEmpty());
  }

  /** While one runs, the kernel takes no server of another family. */
  @Test
  void aDaemonMakesRoomForServersOfAnotherFamilyAndFollowsThem() {
    String[] mixed = {"service web on 10.0.0.1 port 80", "  server 2001:db8::1 tunnel"};
    scene.apply("sync master on eth0");
    assertEquals(
        List.of("error sync-and-other-family 'server 2001:db8::1 tunnel'"), scene.mistakes(mixed));
    assertEquals(
        List.of("StopDaemon", "AddService", "AddServer", "SetOwnership"),
        operations("no sync master", mixed[0], mixed[1]));
    assertEquals(
        List.of("error sync-and-other-family 'sync master on eth0'"),
        scene.mistakes("sync master on eth0"));
    assertEquals(
        List.of("AddServer", "RemoveServer", "StartDaemon"),
        operations(mixed[0], "  server 10.1.0.1", "sync master on eth0"));
  }

  @Test
  void twoStatementsOfAFileDoNotContradictEachOther() {
    assertEquals(
        List.of("error declared-twice 'no sync master'"),
        scene.mistakes("sync master on eth0", "no sync master"));
    assertEquals(List.of(), scene.mistakes("sync master on eth0", "sync backup on eth0"));
  }

  @Test
  void whatOthersHaveMovedIsPlannedBack() {
    scene.apply("timeouts udp 60s", "sync master on eth0 id 1");
    SyncDaemon other = SyncDaemon.of(Role.MASTER, "lo", 2);
    scene.others(new Operation.StopDaemon(Role.MASTER), new Operation.StartDaemon(other));
    assertEquals(
        List.of("StopDaemon", "StartDaemon"),
        operations("timeouts udp 60s", "sync master on eth0 id 1"));
  }

  @Test
  void everyOperationHasTheStatementThatAsksForIt() {
    scene.apply("sync backup on eth0");
    Plan plan = scene.plan("timeouts udp 60s", "sync master on eth0", "no sync backup");
    assertEquals(
        List.of(
            "sync backup: no sync backup",
            "timeouts: timeouts udp 60s",
            "sync master: sync master on eth0"),
        List.of(0, 1, 2).stream()
            .map(place -> plan.causes().get(place))
            .map(cause -> cause.subject() + ": " + cause.statement().text())
            .toList());
  }
}
