package org.lvsh.language.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and columns of a text, and pieces of it. */
class SourceTest {

  private static String place(String text, int offset) {
    Source source = Source.of("shop.lvs", text);
    return source.line(offset) + ":" + source.column(offset) + " " + source.lineText(offset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void eachLineEndBeginsALine(String end) {
    String text = "one" + end + "two" + end;
    assertEquals("1:1 one", place(text, 0));
    assertEquals("1:4 one", place(text, 3));
    assertEquals("2:1 two", place(text, 3 + end.length()));
    assertEquals("2:4 two", place(text, 6 + end.length()));
    assertEquals("3:1 ", place(text, text.length()));
  }

  @Test
  void bothHalvesOfALineEndBelongToTheLineBefore() {
    assertEquals("1:2 a", place("a\r\nb", 1));
    assertEquals("1:3 a", place("a\r\nb", 2));
    assertEquals("3:1 b", place("a\n\rb", 3));
  }

  @Test
  void aLastLineWithoutEndIsALine() {
    assertEquals("2:3 two", place("one\ntwo", 6));
    assertEquals("2:4 two", place("one\ntwo", 7));
  }

  @Test
  void anEmptyTextHasOneEmptyLine() {
    assertEquals("1:1 ", place("", 0));
  }

  @Test
  void columnsAreCountedInCodePoints() {
    assertEquals("1:3 🦊🦊x", place("🦊🦊x", 4));
    assertEquals("1:4 e\u0301漢x", place("e\u0301漢x", 3));
    assertEquals("1:2 \uD83Ex", place("\uD83Ex", 1));
  }

  @Test
  void onlyLineFeedAndCarriageReturnEndALine() {
    assertEquals(1, Source.of("", "a\u000Bb\u0085c\u2028d\fe").line(8));
  }

  @Test
  void manyLinesAreFound() {
    Source source = Source.of("", "x\n".repeat(1_000));
    assertEquals(1_000, source.line(1_999));
    assertEquals(1_001, source.line(2_000));
  }

  @Test
  void aSpanKnowsItsTextAndPlace() {
    Span span = new Span(Source.of("shop.lvs", "undo\n🦊 plan"), 8, 12);
    assertEquals("plan", span.text());
    assertEquals("shop.lvs:2:3", span.toString());
  }

  @Test
  void aSpanReachesToAnotherButNeverBackwards() {
    Source source = Source.of("shop.lvs", "one two three");
    Span two = new Span(source, 4, 7);
    assertEquals("two three", two.to(new Span(source, 8, 13)).text());
    assertEquals("two", two.to(new Span(source, 0, 3)).text());
  }

  @Test
  void aSpanStaysInsideItsSource() {
    Source source = Source.of("shop.lvs", "undo");
    assertEquals("", new Span(source, 4, 4).text());
    assertThrows(IllegalArgumentException.class, () -> new Span(source, -1, 2));
    assertThrows(IllegalArgumentException.class, () -> new Span(source, 3, 2));
    assertThrows(IllegalArgumentException.class, () -> new Span(source, 0, 5));
    assertThrows(NullPointerException.class, () -> new Span(null, 0, 0));
  }
}
