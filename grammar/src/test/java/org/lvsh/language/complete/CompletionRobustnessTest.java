package org.lvsh.language.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.parse.Counts;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.Mutations;
import org.lvsh.language.parse.RandomStatements;
import org.lvsh.language.parse.Samples;

/** Whatever the text and wherever the cursor, what is offered is what the parser takes. */
class CompletionRobustnessTest {
  private static final long SEED = 20_261_126;
  private static final Set<String> SYNTAX =
      Set.of("unexpected-word", "unknown-statement", "ambiguous-verb");
  private static final Pattern WORD = Pattern.compile("[^\\s,;=\\\\]+");

  private final Definitions definitions = Samples.definitions();
  private int offered;
  private int words;

  @Test
  void atAnyPlaceOfAnyTextAWordThatIsOfferedIsTaken() {
    int count = Counts.of(50_000, 1_000_000);
    Random random = new Random(SEED);
    Mutations mutations = new Mutations(random);
    for (int i = 0; i < count; i++) {
      String text = mutations.next();
      int cursor = random.nextInt(text.length() + 1);
      try {
        check(text, cursor);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError(
            "text " + i + " of seed " + SEED + ", cursor " + cursor + ": " + text, failure);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "completion: %d texts, seed %d; something is offered in %.1f %%, a word in %.1f %%%n",
        count,
        SEED,
        100.0 * offered / count,
        100.0 * words / count);
    assertTrue(offered > count / 4 && words > count / 8, "the mix of texts is off");
  }

  private void check(String text, int cursor) {
    Completion completion = StatementCompleter.complete(text, cursor, definitions);
    assertTrue(completion.start() <= cursor && cursor <= completion.end());
    assertTrue(completion.end() <= text.length());
    assertEquals(text.substring(completion.start(), cursor), completion.typed());
    for (Candidate candidate : completion.candidates()) {
      assertFalse(candidate.text().isBlank());
      assertFalse(
          candidate.kind() != Kind.VERB && candidate.meaning().isBlank(),
          () -> "what does '" + candidate.text() + "' mean?");
      if (candidate.kind().isWord()) {
        assertTrue(candidate.text().startsWith(completion.typed()));
      }
    }
    offered += completion.candidates().isEmpty() ? 0 : 1;
    completion.candidates().stream()
        .filter(candidate -> candidate.kind().isWord())
        .findAny()
        .ifPresent(word -> checkTaken(text.substring(0, completion.start()), word.text()));
  }

  /** That more must follow, or that a value does not go with others, is another matter. */
  private void checkTaken(String before, String word) {
    words++;
    for (Diagnostic mistake : Samples.parseTyped(before + word).diagnostics()) {
      assertFalse(
          SYNTAX.contains(mistake.code()) && mistake.span().start() >= before.length(),
          () -> "'" + word + "' is offered, and then: " + mistake.message());
    }
  }

  @Test
  void everyWordOfEveryStatementIsOfferedWhereItStands() {
    int count = Counts.of(10_000, 200_000);
    Random random = new Random(SEED);
    RandomStatements statements = new RandomStatements(random);
    int checked = 0;
    for (int i = 0; i < count; i++) {
      String text = statements.next();
      if (text.indexOf('#') < 0 && text.indexOf('"') < 0) {
        for (MatchResult word : WORD.matcher(text).results().toList()) {
          if (!word.group().startsWith("$")) {
            checkOffered(text, word);
            checked++;
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "completion: %d words of %d statements, seed %d%n", checked, count, SEED);
    assertTrue(checked > 2 * count, "the mix of statements is off");
  }

  /** A name of other words may stand for a keyword, too; it is offered where values are. */
  private void checkOffered(String text, MatchResult word) {
    Completion completion = StatementCompleter.complete(text, word.start(), definitions);
    assertTrue(
        completion.candidates().stream()
            .anyMatch(one -> !one.kind().isWord() || one.text().equals(word.group())),
        () -> "'" + word.group() + "' at " + word.start() + " is not offered in: " + text);
  }
}
