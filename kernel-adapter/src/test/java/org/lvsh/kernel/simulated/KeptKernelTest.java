package org.lvsh.kernel.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelContract;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.RandomOperations;
import org.lvsh.kernel.model.Operation;

/** The contract with a state that goes through a file at every step. */
class KeptKernelTest extends KernelContract {
  private static final int SEEDS = 5;
  private static final int STEPS = 150;

  @TempDir private Path folder;

  @Override
  protected Kernel fresh() {
    return SimulatedKernel.keptIn(folder.resolve("state.json"));
  }

  @Test
  void aKernelInMemoryAndOneInAFileNeverDiffer() {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomOperations operations = new RandomOperations(seed);
      Kernel memory = SimulatedKernel.inMemory();
      Path file = folder.resolve(seed + ".json");
      for (int step = 0; step < STEPS; step++) {
        List<Operation> some = List.of(operations.next(), operations.next(), operations.next());
        String where = "seed " + seed + ", step " + step + ": " + some;
        Kernel kept = SimulatedKernel.keptIn(file);
        assertEquals(memory.apply(some, Progress.SILENT), kept.apply(some, Progress.SILENT), where);
        assertEquals(memory.read(), kept.read(), where);
      }
    }
  }
}
