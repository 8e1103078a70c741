package org.lvsh.shell.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;

/** A plan of every kind of operation, broken off at each of them in turn. */
class FailAtEveryStepTest {
  private static final String[] BEFORE = {
    "service mail on 10.0.0.2 port 25",
    "  server 10.1.0.1 weight 4 limit 100",
    "  server 10.1.0.2 masquerade",
    "service old on 10.0.0.3 ports 21,22 sticky 60s",
    "  server 10.1.0.1",
    "service web on 10.0.0.1,2001:db8::1 ports 80,443",
    "  server 10.1.0.1",
    "  server 2001:db8:1::1"
  };
  private static final String[] AFTER = {
    "remove service old",
    "set mail wrr",
    "set mail server 10.1.0.1 weight 0",
    "remove server 10.1.0.2 from mail",
    "add server 10.1.0.3 to mail",
    "remove server 2001:db8:1::1 from web",
    "set web on 10.0.0.1 ports 80,8080",
    "rename web to shop",
    "service new on 10.0.0.4 ports 5000-5010 udp,sctp sh",
    "  server 10.1.0.7",
    "  server 10.1.0.8 tunnel"
  };

  private static Scene scene() {
    return Scene.empty()
        .apply(BEFORE)
        .others(new Operation.StartDaemon(SyncDaemon.of(SyncDaemon.Role.BACKUP, "lo", 7)));
  }

  private static Plan plan(Scene scene) {
    Plan plan = scene.plan(AFTER.clone());
    List<Operation> operations = new ArrayList<>(plan.operations());
    Duration minute = Duration.ofMinutes(1);
    operations.add(2, new Operation.SetTimeouts(new Timeouts(minute, minute, minute)));
    operations.add(3, new Operation.StopDaemon(SyncDaemon.Role.BACKUP));
    operations.add(4, new Operation.StartDaemon(SyncDaemon.of(SyncDaemon.Role.MASTER, "eth0", 8)));
    operations.add(5, new Operation.SetSetting(new Setting("sync_threshold", "7 60")));
    operations.add(new Operation.SetSetting(new Setting("expire_nodest_conn", "1")));
    return new Plan(
        plan.basis(),
        plan.target(),
        plan.changes(),
        plan.director(),
        operations,
        plan.causes(),
        plan.warnings(),
        plan.impact());
  }

  private static Snapshot withoutLastMark(Snapshot snapshot) {
    return new Snapshot(
        snapshot.services(),
        snapshot.markRules(),
        snapshot.ownership(),
        snapshot.timeouts(),
        Optional.empty(),
        snapshot.daemons(),
        snapshot.settings());
  }

  /** What happens, and what it leaves. */
  private record Attempt(Applied applied, Snapshot before, Snapshot after) {
    static Attempt of(FaultyKernel.Fault fault, int at) {
      Scene scene = scene();
      Snapshot before = scene.live();
      Plan plan = plan(scene);
      FaultyKernel kernel = new FaultyKernel(scene.kernel(), fault, at);
      Applied applied = new Applier(kernel).apply(plan, Progress.SILENT);
      return new Attempt(applied, withoutLastMark(before), withoutLastMark(scene.live()));
    }

    boolean isRestored() {
      return before.equals(after);
    }
  }

  @Test
  void thePlanHasEveryKindOfOperation() {
    Set<String> kinds = new TreeSet<>();
    Plan plan = plan(scene());
    plan.operations().forEach(one -> kinds.add(one.getClass().getSimpleName()));
    assertEquals(Operation.class.getPermittedSubclasses().length, kinds.size(), kinds::toString);
    assertTrue(plan.operations().size() >= 20, () -> plan.operations().toString());
  }

  @Test
  void aRefusalAtAnyOperationLeavesEverythingAsItWas() {
    int size = plan(scene()).operations().size();
    for (int at = 0; at < size; at++) {
      Attempt attempt = Attempt.of(FaultyKernel.Fault.REFUSED, at);
      Applied.Failed failed = assertInstanceOf(Applied.Failed.class, attempt.applied());
      assertEquals(attempt.before(), attempt.after(), "refused at " + at);
      assertTrue(failed.isAsBefore(), "refused at " + at);
      assertEquals(size, failed.outcomes().size());
      assertEquals(Outcome.Status.REFUSED, failed.outcomes().get(at).status());
    }
  }

  @Test
  void aRefusalBeyondThePlanIsNone() {
    int size = plan(scene()).operations().size();
    assertEquals(new Applied.Whole(size), Attempt.of(FaultyKernel.Fault.REFUSED, size).applied());
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultyKernel.Fault.class,
      names = {"UNREACHABLE", "DONE_UNHEARD", "LOST_UNHEARD"})
  void aBatchThatFailsLeavesEverythingAsItWas(FaultyKernel.Fault fault) {
    int batches = Batches.of(plan(scene()).operations()).size();
    for (int at = 0; at < batches; at++) {
      Attempt attempt = Attempt.of(fault, at);
      Applied.Failed failed = assertInstanceOf(Applied.Failed.class, attempt.applied());
      assertEquals(attempt.before(), attempt.after(), fault + " at batch " + at);
      assertTrue(failed.isAsBefore(), fault + " at batch " + at);
      assertEquals(fault == FaultyKernel.Fault.UNREACHABLE, failed.reason().isPresent());
    }
  }

  @Test
  void wherePuttingBackIsRefusedTooThatIsTold() {
    int size = plan(scene()).operations().size();
    for (int at = 0; at < size; at++) {
      assertTold(Attempt.of(FaultyKernel.Fault.REFUSED_EVER_AFTER, at), "refused from " + at);
    }
  }

  @Test
  void whereTheKernelStaysAwayThatIsTold() {
    int batches = Batches.of(plan(scene()).operations()).size();
    for (int at = 0; at < batches; at++) {
      assertTold(Attempt.of(FaultyKernel.Fault.UNREACHABLE_EVER_AFTER, at), "away from " + at);
    }
  }

  private static void assertTold(Attempt attempt, String why) {
    Applied.Failed failed = assertInstanceOf(Applied.Failed.class, attempt.applied());
    assertEquals(attempt.isRestored(), failed.isAsBefore(), why);
  }
}
