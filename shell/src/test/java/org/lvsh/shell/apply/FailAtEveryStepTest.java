package org.lvsh.shell.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.session.StoppedKernel;

/** A plan of every kind of operation, broken off at each of them in turn. */
class FailAtEveryStepTest {
  /** What happens, and what it leaves. */
  private record Attempt(Applied applied, Snapshot before, Snapshot after) {
    static Attempt of(FaultyKernel.Fault fault, int at) {
      Scene scene = EveryKind.scene();
      Snapshot before = scene.live();
      Plan plan = EveryKind.plan(scene);
      FaultyKernel kernel = new FaultyKernel(scene.kernel(), fault, at);
      Applied applied = new Applier(kernel).apply(plan, Progress.SILENT);
      return new Attempt(
          applied, EveryKind.withoutLastMark(before), EveryKind.withoutLastMark(scene.live()));
    }

    boolean isRestored() {
      return before.equals(after);
    }
  }

  @Test
  void thePlanHasEveryKindOfOperation() {
    Set<String> kinds = new TreeSet<>();
    Plan plan = EveryKind.plan(EveryKind.scene());
    plan.operations().forEach(one -> kinds.add(one.getClass().getSimpleName()));
    assertEquals(Operation.class.getPermittedSubclasses().length, kinds.size(), kinds::toString);
    assertTrue(plan.operations().size() >= 20, () -> plan.operations().toString());
  }

  @Test
  void aRefusalAtAnyOperationLeavesEverythingAsItWas() {
    int size = EveryKind.plan(EveryKind.scene()).operations().size();
    for (int at = 0; at < size; at++) {
      Attempt attempt = Attempt.of(FaultyKernel.Fault.REFUSED, at);
      Applied.Failed failed = assertInstanceOf(Applied.Failed.class, attempt.applied());
      assertEquals(attempt.before(), attempt.after(), "refused at " + at);
      assertTrue(failed.isAsBefore(), "refused at " + at);
      assertEquals(size, failed.outcomes().size());
      assertEquals(Outcome.Status.REFUSED, failed.outcomes().get(at).status());
    }
  }

  /** The module of a scheduler stays loaded, and its setting is again as that starts with it. */
  @Test
  void whereASettingComesWithASchedulerItIsPutBackAsItCame() {
    for (int at = 0; at < 4; at++) {
      Scene scene = Scene.empty();
      Snapshot before = scene.live();
      Plan plan =
          scene.plan(
              "kernel lblc_expiration = 5",
              "service a on 10.0.0.1 port 80 lblc",
              "  server 10.1.0.1");
      assertEquals(4, plan.operations().size());
      FaultyKernel kernel = new FaultyKernel(scene.kernel(), FaultyKernel.Fault.REFUSED, at);
      Applied.Failed failed =
          assertInstanceOf(Applied.Failed.class, new Applier(kernel).apply(plan, Progress.SILENT));
      assertTrue(failed.isAsBefore(), "refused at " + at);
      Snapshot after = scene.live();
      assertEquals(before.services(), after.services());
      assertEquals(before.setting("lblc_expiration"), after.setting("lblc_expiration"));
    }
  }

  @Test
  void aRefusalBeyondThePlanIsNone() {
    int size = EveryKind.plan(EveryKind.scene()).operations().size();
    assertEquals(new Applied.Whole(size), Attempt.of(FaultyKernel.Fault.REFUSED, size).applied());
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultyKernel.Fault.class,
      names = {"UNREACHABLE", "DONE_UNHEARD", "LOST_UNHEARD"})
  void aBatchThatFailsLeavesEverythingAsItWas(FaultyKernel.Fault fault) {
    int batches = Batches.of(EveryKind.plan(EveryKind.scene()).operations()).size();
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
    int size = EveryKind.plan(EveryKind.scene()).operations().size();
    for (int at = 0; at < size; at++) {
      assertTold(Attempt.of(FaultyKernel.Fault.REFUSED_EVER_AFTER, at), "refused from " + at);
    }
  }

  @Test
  void whereTheKernelStaysAwayThatIsTold() {
    int batches = Batches.of(EveryKind.plan(EveryKind.scene()).operations()).size();
    for (int at = 0; at < batches; at++) {
      assertTold(Attempt.of(FaultyKernel.Fault.UNREACHABLE_EVER_AFTER, at), "away from " + at);
    }
  }

  /** The plan removes it, too, last of all: that is refused, and so is its name on the way back. */
  @Test
  void whatSomebodyElseRemovesMeanwhileKeepsNothingElseFromBeingPutBack() {
    Plan every = EveryKind.plan(EveryKind.scene());
    int last = Batches.of(every.operations()).size() - 1;
    int removed = 0;
    for (Operation operation : Batches.of(every.operations()).get(last)) {
      if (operation instanceof Operation.RemoveService remove) {
        Scene scene = EveryKind.scene();
        Plan plan = EveryKind.plan(scene);
        Snapshot before = scene.live();
        StoppedKernel kernel =
            new StoppedKernel(
                scene.kernel(),
                new StoppedKernel.Place(last, 0),
                batch -> scene.others(new Operation.RemoveService(remove.key())));
        Applied applied = new Applier(kernel).apply(plan, Progress.SILENT);
        Applied.Failed failed = assertInstanceOf(Applied.Failed.class, applied);
        assertFalse(failed.isAsBefore());
        assertEquals(without(remove.key(), before), without(remove.key(), scene.live()));
        assertFalse(scene.live().services().containsKey(remove.key()));
        removed++;
      }
    }
    assertTrue(removed > 0, "the plan removes services");
  }

  /** Of what is to be put back much is not there any more; what can be is put back all the same. */
  @Test
  void whereSomebodyHasEmptiedThePacketFilterTheRulesOfOldComeBack() {
    Scene scene = Scene.empty();
    for (int one = 1; one <= 3; one++) {
      scene.apply("service old%d on 10.0.1.%d ports 80,443".formatted(one, one));
    }
    Snapshot before = scene.live();
    List<String> edits =
        new ArrayList<>(
            List.of("remove service old1", "remove service old2", "remove service old3"));
    for (int one = 1; one <= 15; one++) {
      edits.add("service new%d on 10.0.2.%d ports 80,443".formatted(one, one));
    }
    Plan plan = scene.plan(edits.toArray(String[]::new));
    int last = Batches.of(plan.operations()).size() - 1;
    StoppedKernel kernel =
        new StoppedKernel(
            scene.kernel(),
            new StoppedKernel.Place(last, 0),
            batch -> {
              empty(scene);
              scene.others(new Operation.RemoveService(before.services().firstKey()));
            });
    Applied applied = new Applier(kernel).apply(plan, Progress.SILENT);
    assertFalse(assertInstanceOf(Applied.Failed.class, applied).isAsBefore());
    ServiceKey gone = before.services().firstKey();
    assertEquals(without(gone, before), without(gone, scene.live()));
  }

  private static void empty(Scene scene) {
    Snapshot now = scene.live();
    now.ownership().keySet().forEach(key -> scene.others(new Operation.ClearOwnership(key)));
    now.markRules().values().forEach(rule -> scene.others(new Operation.RemoveMarkRule(rule)));
  }

  private static Snapshot without(ServiceKey key, Snapshot state) {
    TreeMap<ServiceKey, ServiceEntry> services = new TreeMap<>(state.services());
    TreeMap<ServiceKey, Ownership> ownership = new TreeMap<>(state.ownership());
    services.remove(key);
    ownership.remove(key);
    return new Snapshot(
        services,
        state.markRules(),
        ownership,
        state.timeouts(),
        Optional.empty(),
        state.daemons(),
        state.settings());
  }

  private static void assertTold(Attempt attempt, String why) {
    Applied.Failed failed = assertInstanceOf(Applied.Failed.class, attempt.applied());
    assertEquals(attempt.isRestored(), failed.isAsBefore(), why);
  }
}
