package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;

/** What the kernel holds, written as statements and read again, is what the kernel holds. */
class RoundTripTest {
  private static String[] text(Snapshot live) {
    List<Line> lines = new LvsView().services(Decompiler.decompile(live).values());
    return lines.stream().map(Line::text).toArray(String[]::new);
  }

  @Test
  void theTextOfALiveStateChangesNothingThereAndMakesTheSameElsewhere() {
    for (long seed = 0; seed < RandomFiles.seeds(300, 2_500); seed++) {
      Scene scene = Scene.empty();
      String[] file = new RandomFiles(seed, scene).declarations();
      scene.apply(file);
      assertRoundTrip(scene, "seed " + seed + ":\n" + String.join("\n", file));
    }
  }

  @Test
  void theSameHoldsAfterEdits() {
    for (long seed = 0; seed < RandomFiles.seeds(100, 1_000); seed++) {
      Scene scene = Scene.empty();
      RandomFiles files = new RandomFiles(seed, scene);
      scene.apply(files.declarations());
      scene.apply(files.edits());
      assertRoundTrip(scene, "seed " + seed);
    }
  }

  private static void assertRoundTrip(Scene scene, String why) {
    String[] text = text(scene.live());
    String full = why + "\nwritten as\n" + String.join("\n", text);
    Plan again = scene.plan(text);
    assertTrue(again.isEmpty(), () -> full + "\n" + again.operations());
    Scene elsewhere = Scene.empty().apply(text);
    assertEquals(List.of(text), List.of(text(elsewhere.live())), full);
    assertEquals(scene.live().markRules().keySet(), elsewhere.live().markRules().keySet(), full);
  }
}
