package org.lvsh.language.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line, and the carets in the columns of the words. */
class CaretRendererTest {

  /** The shown line and its carets, for a text with the words between « and ». */
  private static List<String> row(String marked) {
    int start = marked.indexOf('«');
    int end = marked.indexOf('»') - 1;
    Source source = Source.of("shop.lvs", marked.replace("«", "").replace("»", ""));
    List<String> lines = render(Diagnostic.error("code", new Span(source, start, end), "no"));
    return List.of(lines.get(2).substring(6), lines.get(3).substring(6));
  }

  private static List<String> render(Diagnostic diagnostic) {
    return new CaretRenderer().render(diagnostic);
  }

  @Test
  void aDiagnosticIsMessagePlaceLineCaretsAndHint() {
    Span span = new Span(Source.of("shop.lvs", "undo\nundo now\n"), 10, 13);
    assertEquals(
        List.of(
            "warning: it is late [late]",
            "  shop.lvs:2:6",
            "  2 | undo now",
            "           ^^^",
            "  hint: rest"),
        render(Diagnostic.warning("late", span, "it is late").withHint("rest")));
  }

  @Test
  void withoutASourceThereIsNoPlace() {
    assertEquals(List.of("error: no"), render(Diagnostic.error("code", Span.NONE, "no")));
  }

  @Test
  void aPlaceBetweenCharactersHasOneCaret() {
    assertEquals(List.of("undo", "    ^"), row("undo«»"));
    assertEquals(List.of("", "^"), row("«»"));
    assertEquals(List.of("undo", "    ^"), row("undo«»\nundo"));
  }

  @Test
  void aPlaceBetweenCharactersInsideALineHasItsCaretThere() {
    assertEquals(List.of("undo now", "    ^"), row("undo«» now"));
    assertEquals(List.of("undo now", "^"), row("«»undo now"));
  }

  @Test
  void ofSeveralLinesTheFirstIsShown() {
    assertEquals(List.of("ports 80,", "      ^^^"), row("ports «80,\n443»"));
    assertEquals(List.of("ports 80,", "      ^^^"), row("ports «80,\r\n443»"));
  }

  @Test
  void tabsAreFourColumnsWide() {
    assertEquals(List.of("    a    b", "         ^"), row("\ta\t«b»"));
    assertEquals(List.of("a    b", " ^^^^^"), row("a«\tb»"));
  }

  @Test
  void wideCharactersAreTwoColumnsWide() {
    assertEquals(List.of("漢字 x", "     ^"), row("漢字 «x»"));
    assertEquals(List.of("🦊x", "^^"), row("«🦊»x"));
    assertEquals(List.of("⚡x", "  ^"), row("⚡«x»"));
  }

  @Test
  void combiningMarksTakeNoColumn() {
    assertEquals(List.of("e\u0301x", " ^"), row("e\u0301«x»"));
    assertEquals(List.of("e\u0301x", "^"), row("«e\u0301»x"));
  }

  @Test
  void whatCouldSteerATerminalIsReplaced() {
    assertEquals(List.of("�[31m�x", "      ^"), row("\u001b[31m\u202e«x»"));
    assertEquals("a�b�c�d�", CaretRenderer.printable("a\nb\u0007c\uD83Ed\u2028"));
    assertEquals("a    b 🦊漢", CaretRenderer.printable("a\tb 🦊漢"));
  }

  @Test
  void messageAndHintAreMadePrintableToo() {
    Diagnostic diagnostic = Diagnostic.error("code", Span.NONE, "a\u001bb").withHint("c\rd");
    assertEquals(List.of("error: a�b", "  hint: c�d"), render(diagnostic));
  }

  @Test
  void ofALongLineTheBeginningIsShown() {
    List<String> row = row("«undo» " + "x".repeat(200_000));
    assertEquals(List.of("undo " + "x".repeat(95) + "…", "^^^^"), row);
  }

  @Test
  void ofALongLineThePartAroundTheWordsIsShown() {
    List<String> row = row("x".repeat(100_000) + " «undo» " + "y".repeat(100_000));
    assertEquals("…" + "x".repeat(39) + " undo " + "y".repeat(55) + "…", row.get(0));
    assertEquals(" ".repeat(41) + "^^^^", row.get(1));
  }

  @Test
  void aLongWordIsMarkedAsFarAsItIsShown() {
    List<String> row = row("«" + "x".repeat(200_000) + "»");
    assertEquals(List.of("x".repeat(100) + "…", "^".repeat(100)), row);
  }

  @Test
  void aLongLineOfWideCharactersIsCutAtColumns() {
    List<String> row = row("漢".repeat(1_000) + "«🦊»" + "漢".repeat(1_000));
    assertEquals("…" + "漢".repeat(40) + "🦊" + "漢".repeat(9) + "…", row.get(0));
    assertEquals(" ".repeat(81) + "^^", row.get(1));
  }

  @Test
  void marksWithoutWidthDoNotMakeALineEndless() {
    assertTrue(row("«x»" + "\u0301".repeat(200_000)).get(0).length() < 500);
    assertTrue(row("x" + "\u0301".repeat(200_000) + "«y»").get(1).contains("^"));
  }

  @ParameterizedTest
  @CsvSource({
    "a, 1",
    "ü, 1",
    "漢, 2",
    "한, 2",
    "ｗ, 2",
    "🦊, 2",
    "⚡, 2",
    "🟢, 2",
    "→, 1",
    "\u0301, 0",
    "€, 1"
  })
  void aCharacterHasTheWidthOfItsColumns(String character, int width) {
    assertEquals(width, ColumnWidth.of(character.codePointAt(0)));
  }

  @ParameterizedTest
  @CsvSource({"Bad", "bad_code", "-bad", "bad-", "''", "bad--code", "8-bad"})
  void aCodeIsSmallWordsAndHyphens(String code) {
    assertThrows(
        IllegalArgumentException.class, () -> Diagnostic.error(code, Span.NONE, "message"));
  }
}
