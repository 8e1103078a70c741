package org.lvsh.kernel.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.RandomOperations;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.simulated.SimulatedKernel;

class OperationTextTest {
  private static final long SEED = 20261126;
  private static final int COUNT = 3_000;

  private static String written(Operation operation) throws IOException {
    StringWriter text = new StringWriter();
    OperationText.write(operation, new JsonWriter(text));
    return text.toString();
  }

  private static Operation read(String text) throws IOException, DamagedException {
    return StrictJson.whole(new StringReader(text), OperationText::read);
  }

  @Test
  void everyKindOfOperationIsReadBackTheSame() throws IOException, DamagedException {
    RandomOperations operations = new RandomOperations(SEED);
    SimulatedKernel kernel = SimulatedKernel.inMemory();
    Set<String> kinds = new TreeSet<>();
    for (int i = 0; i < COUNT; i++) {
      Operation operation = operations.next();
      if (!isTaken(kernel, operation)) {
        continue;
      }
      kinds.add(operation.getClass().getSimpleName());
      assertEquals(operation, read(written(operation)), "seed " + SEED + ", operation " + i);
    }
    assertEquals(Operation.class.getPermittedSubclasses().length, kinds.size(), kinds::toString);
  }

  /** What no kernel takes is in no plan either. */
  private static boolean isTaken(SimulatedKernel kernel, Operation operation) {
    List<Outcome> outcomes = kernel.apply(List.of(operation), Progress.SILENT);
    return outcomes.get(0).status() == Outcome.Status.DONE;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"do\":\"jump\"}",
        "{\"do\":\"stop-daemon\"}",
        "{\"do\":\"stop-daemon\",\"role\":\"master\",\"more\":1}",
        "{\"do\":\"stop-daemon\",\"role\":\"master\"} {}",
        "{\"do\":\"set-last-mark\",\"mark\":0}",
        "{\"do\":\"set-last-mark\",\"mark\":\"5\"}",
        "{\"do\":\"set-setting\",\"name\":\"../x\",\"value\":\"1\"}",
        "{\"do\":\"remove-server\",\"family\":\"ipv4\",\"mark\":5,\"server\":[]}",
        "{\"do\":\"remove-server\",\"family\":\"ipv4\",\"mark\":5,\"server\":[{\"address\":\"10.0.0.1\"}]}",
        "{\"do\":\"remove-service\",\"family\":\"ipv4\",\"mark\":5"
      })
  void anythingElseIsDamage(String text) {
    assertThrows(DamagedException.class, () -> read(text));
  }
}
