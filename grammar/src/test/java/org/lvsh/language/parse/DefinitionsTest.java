package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.language.diagnostic.Source;

/** What names stand for, however many there are. */
class DefinitionsTest {
  private static Definitions of(String text) {
    Parsed parsed = Samples.parser(Map.of()).parse(Source.of("a.lvs", text));
    assertEquals(List.of(), parsed.diagnostics());
    return Definitions.of(parsed.statements());
  }

  @Test
  void theLastOneHoldsAmongManyToo() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append("let n%d = %d\n".formatted(i, i));
    }
    text.append("let n0 = 5000\nlet n999 = 7,8\n");
    Definitions all = of(text.toString());
    assertEquals(1000, all.names().size());
    assertEquals(Optional.of(List.of("5000")), all.of("n0"));
    assertEquals(Optional.of(List.of("7", "8")), all.of("n999"));
    for (int i = 1; i < 999; i++) {
      assertEquals(Optional.of(List.of(Integer.toString(i))), all.of("n" + i));
    }
    assertEquals(Optional.empty(), all.of("n1000"));
  }

  @Test
  void whatWasGivenBeforeStaysAsItWas() {
    Definitions first = of("let a = 1\n");
    assertEquals(Set.of("a"), first.names());
    of("let a = 2\n");
    assertEquals(Optional.of(List.of("1")), first.of("a"));
  }
}
