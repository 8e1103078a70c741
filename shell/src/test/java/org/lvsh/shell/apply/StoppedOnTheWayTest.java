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

/** Somebody presses Ctrl-C while a plan is carried out. */
class StoppedOnTheWayTest {
  /** Asked to stop once so many batches have begun. */
  private static final class After implements Progress {
    private final int batches;
    private int begun;

    After(int batches) {
      this.batches = batches;
    }

    @Override
    public void report(int done, int total) {
      begun++;
    }

    @Override
    public boolean isStopping() {
      return begun > batches;
    }
  }

  @Test
  void beforeEachBatchEverythingIsPutBack() {
    int all = Batches.of(EveryKind.plan(EveryKind.scene()).operations()).size();
    assertTrue(all > 2, "there are batches to stop between");
    for (int batches = 0; batches < all; batches++) {
      Scene scene = EveryKind.scene();
      Snapshot before = scene.live();
      Plan plan = EveryKind.plan(scene);
      Applied applied = new Applier(scene.kernel()).apply(plan, new After(batches));
      Applied.Failed failed = assertInstanceOf(Applied.Failed.class, applied);
      assertTrue(failed.isAsBefore());
      assertEquals("stopped by Ctrl-C", failed.reason().orElseThrow().getMessage());
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
    Applied applied = new Applier(scene.kernel()).apply(plan, new After(all));
    assertInstanceOf(Applied.Whole.class, applied);
  }
}
