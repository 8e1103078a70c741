package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.format.FileWriter;
import org.lvsh.language.format.StatementWriter;

/** Whatever the text, the parser answers with statements and mistakes, and never throws. */
class RobustnessTest {
  private static final long SEED = 20_260_102;
  private static final Set<String> FROM_STRAY_CHARACTERS =
      Set.of("stray-character", "control-character", "open-quote");

  private final StatementParser parser = Samples.parser(Map.of());
  private final CaretRenderer renderer = new CaretRenderer();
  private final StatementWriter writer = new StatementWriter();
  private int withoutStrays;
  private int parsed;

  @Test
  void anyTextIsReadWithoutAnException() {
    int count = Counts.of(50_000, 1_000_000);
    Mutations mutations = new Mutations(new Random(SEED));
    for (int i = 0; i < count; i++) {
      String text = mutations.next();
      try {
        check(text);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("text " + i + " of seed " + SEED + ": " + escaped(text), failure);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "robustness: %d texts, seed %d; %.1f %% without stray characters, %.1f %% without mistake%n",
        count,
        SEED,
        100.0 * withoutStrays / count,
        100.0 * parsed / count);
    assertTrue(parsed > count / 10 && parsed < count * 6 / 10, "the mix of texts is off");
  }

  private void check(String text) {
    Parsed result = parser.parse(Source.of("shop.lvs", text));
    List<Diagnostic> mistakes = result.diagnostics();
    mistakes.forEach(mistake -> checkShown(mistake, text));
    checkOrder(mistakes);
    result.statements().forEach(this::checkComesBack);
    if (!result.hasErrors()) {
      checkFormatted(result);
    }
    boolean anyBroken = result.statements().stream().anyMatch(Statement.Broken.class::isInstance);
    assertEquals(result.hasErrors(), anyBroken);
    withoutStrays +=
        mistakes.stream().map(Diagnostic::code).anyMatch(FROM_STRAY_CHARACTERS::contains) ? 0 : 1;
    parsed += mistakes.isEmpty() ? 1 : 0;
  }

  private void checkShown(Diagnostic mistake, String text) {
    assertTrue(mistake.span().end() <= text.length());
    assertFalse(mistake.message().isBlank());
    assertTrue(mistake.message().length() < 500, mistake.message());
    List<String> lines = renderer.render(mistake);
    assertTrue(lines.size() >= 4);
    assertTrue(lines.get(3).strip().matches("\\^+"), () -> "no carets: " + lines.get(3));
    lines.forEach(RobustnessTest::checkPrintable);
  }

  private static void checkPrintable(String line) {
    assertTrue(
        line.codePoints()
            .noneMatch(
                point ->
                    Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.SURROGATE),
        () -> "not printable: " + escaped(line));
  }

  private static void checkOrder(List<Diagnostic> mistakes) {
    for (int i = 1; i < mistakes.size(); i++) {
      assertTrue(mistakes.get(i - 1).span().start() <= mistakes.get(i).span().start());
    }
  }

  private void checkComesBack(Statement statement) {
    if (!(statement instanceof Statement.Broken)) {
      String written = writer.write(statement);
      assertEquals(written, writer.write(Samples.statement(written)));
    }
  }

  /** Formatted, a text has no mistake either, and formatted again it is the same. */
  private void checkFormatted(Parsed text) {
    String once = String.join("\n", FileWriter.lines(text.statements(), text.comments()));
    Parsed again = parser.parse(Source.of("shop.lvs", once));
    assertEquals(List.of(), again.diagnostics());
    assertEquals(text.statements().size(), again.statements().size());
    assertEquals(once, String.join("\n", FileWriter.lines(again.statements(), again.comments())));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            unit ->
                escaped.append(
                    unit >= ' ' && unit < 0x7f
                        ? Character.toString(unit)
                        : String.format(Locale.ROOT, "\\u%04x", unit)));
    return escaped.toString();
  }
}
