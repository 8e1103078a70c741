package org.lvsh.shell.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.plan.SavedPlan;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.session.StoppedKernel;
import org.lvsh.shell.store.CutShort;
import org.lvsh.shell.store.Operator;
import org.lvsh.shell.store.Recorder;
import org.lvsh.shell.store.Store;

/** A process that is killed while it carries out a plan, and the next one that goes on. */
class RecoveryTest {
  private static final boolean FULL = "full".equals(System.getProperty("lvsh.counts"));
  private static final SavedPlan.Making MAKING =
      new SavedPlan.Making(
          Instant.EPOCH, "root", "lvsh", "simulated", Optional.empty(), Optional.empty());
  private static final Snapshot BEFORE = EveryKind.scene().live();
  private static final Snapshot AFTER = after();

  @TempDir Path folder;

  private static Snapshot after() {
    Scene scene = EveryKind.scene();
    return scene.carryOut(EveryKind.plan(scene)).live();
  }

  /** A way on, and where it leads. */
  private enum Way {
    FINISH,
    BACK;

    Plan plan(Recovery recovery) {
      return switch (this) {
        case FINISH -> recovery.toFinish();
        case BACK -> recovery.back();
      };
    }

    private Snapshot end() {
      return switch (this) {
        case FINISH -> AFTER;
        case BACK -> BEFORE;
      };
    }

    void assertReached(Snapshot live, String why) {
      assertEquals(EveryKind.withoutLastMark(end()), EveryKind.withoutLastMark(live), why);
    }
  }

  /** The module that the setting comes with is loaded by the first operation. */
  @Test
  void aSettingThatComesWithASchedulerIsSetOrAsItCame() {
    String[] file = {"kernel lblc_expiration = 5", "service a on 10.0.0.1 port 80 lblc"};
    int size = Scene.empty().plan(file).operations().size();
    for (int done = 0; done <= size; done++) {
      for (Way way : Way.values()) {
        Scene scene = Scene.empty();
        Plan plan = scene.plan(file);
        scene.others(plan.operations().subList(0, done).toArray(Operation[]::new));
        scene.carryOut(way.plan(new Recovery(plan, scene.live(), plan.basis())));
        String reached = scene.live().setting("lblc_expiration").orElseThrow().value();
        assertEquals(way == Way.FINISH ? "5" : "86400", reached, way + " after " + done);
        assertEquals(way == Way.FINISH ? 1 : 0, scene.live().services().size());
      }
    }
  }

  private Store store() {
    return Store.lockedBy(
        folder.resolve("lock"),
        new Operator("root", Optional.empty(), 17),
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /** Applies the plan, and is killed on the way. */
  private Scene killed(StoppedKernel.Place place) {
    Scene scene = EveryKind.scene();
    Plan plan = EveryKind.plan(scene);
    Kernel kernel = new StoppedKernel(scene.kernel(), place, StoppedKernel.KILL);
    assertThrows(
        StoppedKernel.Killed.class,
        () ->
            store().change("apply shop.lvs", MAKING, recorder -> applied(kernel, recorder, plan)));
    return scene;
  }

  private static Applied applied(Kernel kernel, Recorder recorder, Plan plan) {
    Applier applier = new Applier(kernel, recorder);
    Applied applied = applier.apply(plan, Progress.SILENT);
    applier.settle(applied);
    return applied;
  }

  private Applied recover(Kernel kernel, Way way) {
    return store()
        .recover(
            "recover",
            (cut, recorder) -> {
              Recovery recovery = new Recovery(cut.orElseThrow().plan(), kernel.read());
              return applied(kernel, recorder, way.plan(recovery));
            });
  }

  @Test
  void whereverItIsKilledItCanBeFinishedOrPutBack() {
    for (StoppedKernel.Place place : EveryKind.places(EveryKind.plan(EveryKind.scene()))) {
      for (Way way : Way.values()) {
        String why = place + ", " + way;
        Scene scene = killed(place);
        CutShort cut = store().cutShort().orElseThrow();
        assertEquals(EveryKind.plan(EveryKind.scene()), cut.plan(), why);
        assertTrue(cut.doing().contains("'apply shop.lvs'"), cut::doing);
        assertEquals("in batch %d".formatted(place.batch() + 1), cut.stood().split(" of ", 2)[0]);
        assertEquals(Optional.empty(), new Recovery(cut.plan(), scene.live()).moved(), why);
        assertInstanceOf(Applied.Whole.class, recover(scene.kernel(), way), why);
        way.assertReached(scene.live(), why);
        assertEquals(Optional.empty(), store().cutShort(), why);
      }
    }
  }

  @Test
  void aRecoveryThatIsKilledItselfCanBeFinishedOrPutBack() {
    List<StoppedKernel.Place> places = EveryKind.places(EveryKind.plan(EveryKind.scene()));
    for (int at = 0; at < places.size(); at += FULL ? 1 : 5) {
      StoppedKernel.Place place = places.get(at);
      for (Way first : Way.values()) {
        for (Way second : Way.values()) {
          killAgain(place, first, second);
        }
      }
    }
  }

  /** Kills the recovery at each of its batches: with the quick counts at the first two only. */
  private void killAgain(StoppedKernel.Place place, Way first, Way second) {
    for (int batch = 0; FULL || batch < 2; batch++) {
      Scene scene = killed(place);
      StoppedKernel.Place again = new StoppedKernel.Place(batch, 1);
      StoppedKernel kernel = new StoppedKernel(scene.kernel(), again, StoppedKernel.KILL);
      String why = "%s, %s %s, %s".formatted(place, first, again, second);
      try {
        recover(kernel, first);
        assertTrue(kernel.batches() <= batch, why);
        return;
      } catch (StoppedKernel.Killed killed) {
        assertEquals(batch + 1, kernel.batches(), why);
      }
      assertInstanceOf(Applied.Whole.class, recover(scene.kernel(), second), why);
      second.assertReached(scene.live(), why);
      assertEquals(Optional.empty(), store().cutShort(), why);
    }
  }

  @Test
  void whatIsDoneIsFoundByLookingAtTheKernel() {
    Plan plan = EveryKind.plan(EveryKind.scene());
    int all = plan.operations().size();
    assertEquals(0, new Recovery(plan, BEFORE).done());
    assertTrue(new Recovery(plan, BEFORE).back().isEmpty());
    assertEquals(all, new Recovery(plan, AFTER).done());
    assertTrue(new Recovery(plan, AFTER).toFinish().isEmpty());
    for (StoppedKernel.Place place : EveryKind.places(plan)) {
      Recovery recovery = new Recovery(plan, killed(place).live());
      int before =
          Batches.of(plan.operations()).subList(0, place.batch()).stream()
              .mapToInt(batch -> batch.size())
              .sum();
      assertEquals(before + place.done(), recovery.done(), place::toString);
      store().setJournalAside("recover keep");
    }
  }

  @Test
  void whileItIsOpenNothingElseIsChanged() {
    Scene scene = killed(new StoppedKernel.Place(1, 1));
    Snapshot then = scene.live();
    KernelException refused =
        assertThrows(
            KernelException.class,
            () ->
                store()
                    .change(
                        "apply",
                        MAKING,
                        recorder ->
                            applied(scene.kernel(), recorder, scene.plan("remove service moved"))));
    assertTrue(refused.getMessage().contains("cut short"), refused::getMessage);
    assertTrue(refused.hint().orElseThrow().contains("'recover finish'"));
    assertTrue(refused.hint().orElseThrow().contains("'recover back'"));
    assertEquals(then, scene.live());
  }

  @Test
  void whatSomebodyElseHasChangedMeanwhileIsSaid() {
    ServiceKey mail = Scene.tcp("10.0.0.2", 25);
    ServerKey server = BEFORE.services().get(mail).servers().firstKey();
    isStrange(new Operation.RemoveServer(mail, server));
    Duration second = Duration.ofSeconds(1);
    isStrange(new Operation.SetTimeouts(new Timeouts(second, second, second)));
    isStrange(new Operation.RemoveService(mail));
    isStrange(new Operation.ClearOwnership(mail));
    Scene elsewhere = killed(new StoppedKernel.Place(1, 99));
    elsewhere.others(Scene.foreign(Scene.tcp("10.0.0.77", 80)));
    assertFalse(recovery(elsewhere).moved().isPresent());
  }

  private Recovery recovery(Scene scene) {
    CutShort cut = store().cutShort().orElseThrow();
    store().setJournalAside("recover keep");
    return new Recovery(cut.plan(), scene.live());
  }

  /** After the first batch, which changes what holds for the director as a whole. */
  private void isStrange(Operation operation) {
    Scene scene = killed(new StoppedKernel.Place(0, 99));
    Snapshot was = scene.live();
    scene.others(operation);
    Applied.Moved moved = recovery(scene).moved().orElseThrow();
    assertFalse(was.equals(scene.live()), operation::toString);
    assertFalse(moved.now().equals(BEFORE), operation::toString);
  }

  @Test
  void aFailureThatIsPutBackClosesTheJournalAndAnotherLeavesItOpen() {
    int size = EveryKind.plan(EveryKind.scene()).operations().size();
    for (int at = 0; at < size; at++) {
      assertTrue(failed(FaultyKernel.Fault.REFUSED, at).isAsBefore());
      assertEquals(Optional.empty(), store().cutShort());
      Applied.Failed left = failed(FaultyKernel.Fault.REFUSED_EVER_AFTER, at);
      assertEquals(left.isAsBefore(), store().cutShort().isEmpty(), "refused from " + at);
      store().setJournalAside("recover keep");
    }
  }

  @Test
  void aRecoveryThatIsRefusedChangesNothingAndCanBeSaidAgain() {
    for (Way way : Way.values()) {
      for (int at = 0; at < 3; at++) {
        Scene scene = killed(new StoppedKernel.Place(2, 2));
        Snapshot half = scene.live();
        FaultyKernel kernel = new FaultyKernel(scene.kernel(), FaultyKernel.Fault.REFUSED, at);
        Applied.Failed refused = assertInstanceOf(Applied.Failed.class, recover(kernel, way));
        assertTrue(refused.isAsBefore());
        assertEquals(
            EveryKind.withoutLastMark(half), EveryKind.withoutLastMark(scene.live()), "at " + at);
        assertInstanceOf(Applied.Whole.class, recover(scene.kernel(), way));
        way.assertReached(scene.live(), way + " at " + at);
      }
    }
  }

  private Applied.Failed failed(FaultyKernel.Fault fault, int at) {
    Scene scene = EveryKind.scene();
    Plan plan = EveryKind.plan(scene);
    FaultyKernel kernel = new FaultyKernel(scene.kernel(), fault, at);
    return assertInstanceOf(
        Applied.Failed.class,
        store().change("apply", MAKING, recorder -> applied(kernel, recorder, plan)));
  }
}
