package org.lvsh.language.complete;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lvsh.language.parse.Counts;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.Mutations;
import org.lvsh.language.parse.Samples;

/** Whatever the text and wherever the cursor, it can be drawn in colours. */
class RolesRobustnessTest {
  private static final long SEED = 20_261_126;

  private final Definitions definitions = Samples.definitions();

  @Test
  void anyTextHasRoles() {
    int count = Counts.of(50_000, 1_000_000);
    Random random = new Random(SEED);
    Mutations mutations = new Mutations(random);
    StatementRoles roles = new StatementRoles(Samples.portNames());
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      String text = mutations.next();
      int cursor = random.nextInt(text.length() + 1);
      try {
        wrong += hasMistake(roles.roles(text, cursor, definitions), text) ? 1 : 0;
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError(
            "text " + i + " of seed " + SEED + ", cursor " + cursor + ": " + text, failure);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "roles: %d texts, seed %d; a mistake is drawn in %.1f %%%n",
        count,
        SEED,
        100.0 * wrong / count);
    assertTrue(wrong > count / 4 && wrong < count * 9 / 10, "the mix of texts is off");
  }

  /** Words do not overlap, and all is in the text. */
  private static boolean hasMistake(List<RoleSpan> roles, String text) {
    int end = 0;
    boolean mistake = false;
    for (RoleSpan span : roles) {
      assertTrue(0 <= span.start() && span.start() < span.end() && span.end() <= text.length());
      if (span.role() != Role.MISTAKE && span.role() != Role.COMMENT) {
        assertTrue(end <= span.start());
        end = span.end();
      }
      mistake |= span.role() == Role.MISTAKE;
    }
    return mistake;
  }
}
