package org.lvsh.kernel.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheringWriterTest {
  private static final int SEED = 20261127;
  private static final int WRITES = 20_000;
  private static final int LONGEST = 50_000;
  private static final int PIECE = GatheringWriter.PIECE;

  @Test
  void passesOnWhatItWasGivenInThatOrder() throws IOException {
    Random random = new Random(SEED);
    StringWriter expected = new StringWriter();
    StringWriter passed = new StringWriter();
    try (Writer gathering = new GatheringWriter(passed)) {
      for (int number = 0; number < WRITES; number++) {
        int kind = random.nextInt(4);
        String text = text(random, kind == 3 && number % 500 == 0 ? LONGEST : 40);
        write(kind, text, expected);
        write(kind, text, gathering);
      }
    }
    assertTrue(expected.toString().length() > WRITES, "too little to prove anything");
    assertEquals(expected.toString(), passed.toString());
  }

  private static String text(Random random, int longest) {
    return random
        .ints(random.nextInt(longest), 'a', 0x2000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void write(int kind, String text, Writer to) throws IOException {
    int from = text.length() / 3;
    switch (kind) {
      case 0 -> to.write(text.isEmpty() ? 'x' : text.charAt(0));
      case 1 -> to.write(text.toCharArray(), from, text.length() - from);
      case 2 -> to.write(text, from, text.length() - from);
      default -> to.write(text);
    }
  }

  @Test
  void hasPassedOnEverythingWhenItIsFlushed() throws IOException {
    StringWriter passed = new StringWriter();
    try (Writer gathering = new GatheringWriter(passed)) {
      gathering.write("a piece");
      gathering.flush();
      assertEquals("a piece", passed.toString());
      gathering.write(" and more");
      gathering.flush();
      assertEquals("a piece and more", passed.toString());
    }
  }

  @Test
  void flushesAndClosesWhatItWritesTo() throws IOException {
    AtomicInteger flushed = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    Writer there =
        new StringWriter() {
          @Override
          public void flush() {
            flushed.incrementAndGet();
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    try (Writer gathering = new GatheringWriter(there)) {
      gathering.flush();
      assertEquals(1, flushed.get());
    }
    assertEquals(1, closed.get());
  }

  @Test
  void closingTwiceIsClosingOnce() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GatheringWriter gathering =
        new GatheringWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    gathering.write("all");
    gathering.close();
    gathering.close();
    assertEquals("all", bytes.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {PIECE - 2, PIECE - 1, PIECE})
  void twoHalvesOfACharacterMayGoInTwoPieces(int before) throws IOException {
    String text = "x".repeat(before) + "\uD83D\uDC27" + "x";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer gathering =
        new GatheringWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      gathering.write(text);
    }
    assertEquals(text, bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void closesWhatItWritesToAlsoWhereThatIsFull() {
    AtomicInteger closed = new AtomicInteger();
    Writer full =
        new StringWriter() {
          @Override
          public void write(char[] characters, int from, int count) {
            throw new IllegalStateException("no space left");
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    assertThrows(IllegalStateException.class, () -> new GatheringWriter(full).close());
    assertEquals(1, closed.get());
  }

  @Test
  void takesNoPartThatIsNotThere() {
    GatheringWriter gathering = new GatheringWriter(new StringWriter());
    assertThrows(IndexOutOfBoundsException.class, () -> gathering.write("text", 2, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> gathering.write(new char[3], 1, 3));
  }

  @Test
  void tellsWhatCannotBeWritten() {
    Writer full =
        new StringWriter() {
          @Override
          public void write(char[] characters, int from, int count) {
            throw new IllegalStateException("no space left");
          }
        };
    GatheringWriter gathering = new GatheringWriter(full);
    assertThrows(IllegalStateException.class, () -> gathering.write("x".repeat(LONGEST)));
  }
}
