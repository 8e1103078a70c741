package org.lvsh.kernel.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.RandomOperations;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;

/** That operations by chance are worth trying: many are bad, and none of them always. */
class RandomOperationsTest {
  private static final int SEEDS = 3;
  private static final int STEPS = 10_000;

  @Test
  void theSameSeedGivesTheSameOperations() {
    RandomOperations one = new RandomOperations(7);
    RandomOperations other = new RandomOperations(7);
    for (int step = 0; step < STEPS; step++) {
      assertEquals(one.next(), other.next(), "step " + step);
    }
  }

  @Test
  void atLeastAThirdIsRefused() {
    for (int seed = 0; seed < SEEDS; seed++) {
      assertAThirdRefused(seed, tried(seed));
    }
  }

  /** As where the client of IPVS is tried alone. */
  @Test
  void atLeastAThirdIsRefusedWithoutTheFirewall() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Outcome> ofIpvs =
          tried(seed).stream().filter(outcome -> !outcome.operation().isFirewall()).toList();
      assertAThirdRefused(seed, ofIpvs);
    }
  }

  @Test
  void ofEachKindSomeAreDoneAndOfAllButTheLastMarkSomeAreRefused() {
    List<Outcome> outcomes = tried(0);
    Set<Class<?>> all = kinds(outcomes);
    assertEquals(Set.of(Operation.class.getPermittedSubclasses()), all);
    assertEquals(all, kinds(with(Outcome.Status.DONE, outcomes)));
    all.remove(Operation.SetLastMark.class);
    assertEquals(all, kinds(with(Outcome.Status.REFUSED, outcomes)));
  }

  /** Each by itself, so that nothing stays untried for another's sake. */
  private static List<Outcome> tried(long seed) {
    RandomOperations operations = new RandomOperations(seed);
    Kernel kernel = SimulatedKernel.inMemory();
    List<Outcome> outcomes = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      outcomes.addAll(kernel.apply(List.of(operations.next()), Progress.SILENT));
    }
    return outcomes;
  }

  private static void assertAThirdRefused(long seed, List<Outcome> outcomes) {
    int refused = with(Outcome.Status.REFUSED, outcomes).size();
    assertTrue(
        3 * refused >= outcomes.size(),
        "seed " + seed + ": " + refused + " of " + outcomes.size() + " are refused");
  }

  private static List<Outcome> with(Outcome.Status status, List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).toList();
  }

  private static Set<Class<?>> kinds(List<Outcome> outcomes) {
    Set<Class<?>> kinds = new HashSet<>();
    outcomes.forEach(outcome -> kinds.add(outcome.operation().getClass()));
    return kinds;
  }
}
