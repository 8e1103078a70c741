package org.lvsh.shell.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** Whom random plans touch, where random clients are on the servers. */
class RandomImpactTest {
  private static final int QUICK = 150;
  private static final int FULL = 2_500;

  /** Nobody who is not touched may be counted: there are so many that it would show. */
  private static final long CROWD = 1_000_000_000L;

  /** A plan, and what there is to count. */
  private static final class Director {
    final LiveLike kernel = new LiveLike();
    final Plan plan;
    private final Random random;
    private Carried touched = Carried.NOTHING;
    private Carried gone = Carried.NOTHING;

    Director(long seed) {
      random = new Random(seed);
      Scene scene = Scene.on(kernel);
      RandomFiles files = new RandomFiles(seed, scene);
      scene.apply(files.declarations());
      String[] edits = files.edits();
      Plan idle = scene.plan(edits);
      scene.live().services().values().forEach(entry -> fill(entry, idle));
      plan = scene.plan(edits);
    }

    private void fill(ServiceEntry before, Plan idle) {
      ServiceKey key = before.service().key();
      ServiceEntry after = idle.target().services().get(key);
      boolean sameService = after != null && after.service().equals(before.service());
      for (RealServer server : before.servers().values()) {
        boolean there = after != null && after.servers().containsKey(server.key());
        boolean same =
            sameService && there && Objects.equals(after.servers().get(server.key()), server);
        boolean all = setsQuiescence(idle);
        Carried carried =
            same && !all
                ? new Carried(CROWD, CROWD, CROWD)
                : new Carried(random.nextInt(4), random.nextInt(4), random.nextInt(4));
        kernel.carrying(
            key, server.key(), carried.active(), carried.inactive(), carried.templates());
        touched = same && !all ? touched : touched.plus(carried);
        gone = there ? gone : gone.plus(carried);
      }
    }

    private static boolean setsQuiescence(Plan plan) {
      return plan.operations().stream()
          .anyMatch(
              step ->
                  step instanceof Operation.SetSetting set
                      && set.setting().name().equals("expire_quiescent_template"));
    }

    /** The connections of what goes as a whole. */
    Carried ended() {
      return Impact.sum(
          plan.impact().effects().stream()
              .filter(effect -> isRemoval(effect.operation()))
              .toList());
    }

    private boolean isRemoval(int place) {
      Operation step = plan.operations().get(place);
      return step instanceof Operation.RemoveServer || step instanceof Operation.RemoveService;
    }
  }

  @Test
  void theTotalIsTheSumOfTheEffectsAndCountsNobodyTwiceNorAnybodyElse() {
    int busy = 0;
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      Director director = new Director(seed);
      Impact impact = director.plan.impact();
      String why = "seed " + seed + ": " + impact;
      Carried total = Impact.sum(impact.effects());
      assertEquals(impact.total(), total, why);
      assertEquals(
          total, impact.byFate().values().stream().reduce(Carried.NOTHING, Carried::plus), why);
      assertTrue(total.active() <= director.touched.active(), why);
      assertTrue(total.inactive() <= director.touched.inactive(), why);
      assertTrue(total.templates() <= director.touched.templates(), why);
      busy += total.isNothing() ? 0 : 1;
    }
    assertTrue(busy > QUICK / 4, "only " + busy);
  }

  @Test
  void everyConnectionOfAServerThatGoesIsCounted() {
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      Director director = new Director(seed);
      assertEquals(
          director.gone.connections(),
          director.ended().connections(),
          "seed " + seed + ": " + director.plan.impact());
    }
  }

  @Test
  void everyEffectIsAboutWhatItsStepIsAbout() {
    for (long seed = 0; seed < RandomFiles.seeds(QUICK, FULL); seed++) {
      Plan plan = new Director(seed).plan;
      Snapshot before = plan.basis();
      for (Effect effect : plan.impact().effects()) {
        String why = "seed " + seed + ": " + effect;
        assertTrue(effect.operation() < plan.operations().size(), why);
        effect.entry().ifPresent(key -> assertTrue(before.services().containsKey(key), why));
        effect
            .server()
            .ifPresent(
                server ->
                    assertTrue(
                        before
                            .services()
                            .get(effect.entry().orElseThrow())
                            .servers()
                            .containsKey(server),
                        why));
        assertFalse(effect.carried().filter(Carried::isNothing).isPresent(), why);
      }
    }
  }
}
