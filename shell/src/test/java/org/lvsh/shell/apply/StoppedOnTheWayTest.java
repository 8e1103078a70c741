package org.lvsh.shell.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.session.StoppedKernel;

/** Somebody presses Ctrl-C while a plan is carried out. */
class StoppedOnTheWayTest {
  /** Asked to stop once so many batches have gone to the kernel. */
  private record After(int batches, StoppedKernel kernel) implements Progress {
    @Override
    public void report(int done, int total) {}

    @Override
    public boolean isStopping() {
      return kernel.batches() >= batches;
    }
  }

  private static Applied apply(Scene scene, Plan plan, int batches) {
    StoppedKernel kernel =
        new StoppedKernel(scene.kernel(), StoppedKernel.Place.EVERYWHERE, batch -> {});
    return new Applier(kernel).apply(plan, new After(batches, kernel));
  }

  @Test
  void beforeEachBatchEverythingIsPutBack() {
    int all = Batches.of(EveryKind.plan(EveryKind.scene()).operations()).size();
    assertTrue(all > 2, "there are batches to stop between");
    for (int batches = 0; batches < all; batches++) {
      Scene scene = EveryKind.scene();
      Snapshot before = scene.live();
      Plan plan = EveryKind.plan(scene);
      Applied applied = apply(scene, plan, batches);
      Applied.Failed failed = assertInstanceOf(Applied.Failed.class, applied);
      assertTrue(failed.isAsBefore());
      assertTrue(failed.isStopped());
      assertEquals(
          Batches.of(plan.operations()).stream().limit(batches).mapToInt(one -> one.size()).sum(),
          failed.outcomes().stream()
              .filter(outcome -> outcome.status() == Outcome.Status.DONE)
              .count());
      assertEquals(EveryKind.withoutLastMark(before), EveryKind.withoutLastMark(scene.live()));
    }
  }

  @Test
  void afterTheLastOneItIsTooLate() {
    Scene scene = EveryKind.scene();
    Plan plan = EveryKind.plan(scene);
    int all = Batches.of(plan.operations()).size();
    assertInstanceOf(Applied.Whole.class, apply(scene, plan, all));
  }
}
