package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Source;

/** Sources are read whole, as UTF-8 and within bounds, or refused with what to do. */
class SourceReaderTest {
  private final SourceReader reader = new SourceReader();

  @TempDir private Path folder;

  @Test
  void aFileIsReadUnderTheNameItWasGiven() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.lvs"), "undo # süß 🦊\n");
    Source source = reader.file(file, "../shop.lvs");
    assertEquals("../shop.lvs", source.name());
    assertEquals("undo # süß 🦊\n", source.text());
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    refuses(
        folder.resolve("none.lvs"),
        "error: shop.lvs does not exist",
        "  hint: the path is taken from the folder lvsh runs in");
  }

  @Test
  void aDirectoryIsNoFile() {
    refuses(folder, "error: shop.lvs is a directory, not a file", "  hint: name the file in it");
  }

  @Test
  void aPathThroughAFileCannotBeRead() throws IOException {
    Path file = Files.createFile(folder.resolve("shop"));
    refusesAs(file.resolve("more.lvs"), "shop.lvs cannot be read: ");
  }

  @Test
  void aFileThatTheKernelDoesNotHandOutCannotBeRead() {
    refusesAs(Path.of("/proc/self/mem"), "shop.lvs cannot be read: ");
  }

  @Test
  void anEmptyFileIsAnEmptySource() throws Exception {
    Source source = reader.file(Files.createFile(folder.resolve("empty.lvs")), "empty.lvs");
    assertEquals("", source.text());
    assertEquals(List.of(), Samples.parser(Map.of()).parse(source).statements());
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheText() throws Exception {
    assertEquals("undo", stream("\uFEFFundo".getBytes(StandardCharsets.UTF_8)).text());
    assertEquals("", stream("\uFEFF".getBytes(StandardCharsets.UTF_8)).text());
    assertEquals("\uFEFF", stream("\uFEFF\uFEFF".getBytes(StandardCharsets.UTF_8)).text());
  }

  @Test
  void aSourceOfTheLargestSizeIsRead() throws Exception {
    assertEquals(
        SourceReader.LIMIT, reader.stream(new Blanks(SourceReader.LIMIT), "").text().length());
  }

  @Test
  void aLargerSourceIsRefusedBeforeItIsReadWhole() {
    Blanks endless = new Blanks(Long.MAX_VALUE);
    SourceReader.Unreadable refused =
        assertThrows(SourceReader.Unreadable.class, () -> reader.stream(endless, "shop.lvs"));
    assertEquals("shop.lvs is larger than 64 MiB", refused.getMessage());
    assertEquals("unreadable-file", refused.diagnostic().code());
    assertTrue(endless.given() <= SourceReader.LIMIT + 65_536L);
  }

  @Test
  void aByteThatIsNotUtf8IsShownInItsLine() {
    assertEquals(
        List.of(
            "error: this is not UTF-8 text: byte 0xE9 cannot stand here",
            "  shop.lvs:2:9",
            "  2 | plan süß�",
            "              ^",
            "  hint: save the file as UTF-8; iconv can do that"),
        shown(joined("undo\nplan süß".getBytes(StandardCharsets.UTF_8), 0xE9, '\n')));
  }

  @Test
  void anUnfinishedCharacterAtTheEndIsNotUtf8() {
    assertTrue(
        shown(joined("🦊".getBytes(StandardCharsets.UTF_8), 0xF0, 0x9F))
            .contains("  shop.lvs:1:2"));
  }

  @Test
  void theColumnIsCountedWithoutTheByteOrderMark() {
    byte[] marked = joined("\uFEFFundo ".getBytes(StandardCharsets.UTF_8), 0xFF);
    assertTrue(shown(marked).contains("  shop.lvs:1:6"));
  }

  @Test
  void aSurrogateInUtf8IsNotUtf8() {
    assertTrue(shown(joined(new byte[0], 0xED, 0xA0, 0x80)).contains("  shop.lvs:1:1"));
  }

  private static byte[] joined(byte[] start, int... more) {
    byte[] all = Arrays.copyOf(start, start.length + more.length);
    for (int i = 0; i < more.length; i++) {
      all[start.length + i] = (byte) more[i];
    }
    return all;
  }

  private List<String> shown(byte[] bytes) {
    SourceReader.Unreadable refused =
        assertThrows(SourceReader.Unreadable.class, () -> stream(bytes));
    assertEquals("not-utf-8", refused.diagnostic().code());
    return new CaretRenderer().render(refused.diagnostic());
  }

  private Source stream(byte[] bytes) throws SourceReader.Unreadable, IOException {
    return reader.stream(new ByteArrayInputStream(bytes), "shop.lvs");
  }

  private void refuses(Path path, String... shown) {
    SourceReader.Unreadable refused =
        assertThrows(SourceReader.Unreadable.class, () -> reader.file(path, "shop.lvs"));
    assertEquals(List.of(shown), new CaretRenderer().render(refused.diagnostic()));
  }

  private void refusesAs(Path path, String message) {
    SourceReader.Unreadable refused =
        assertThrows(SourceReader.Unreadable.class, () -> reader.file(path, "shop.lvs"));
    assertEquals("unreadable-file", refused.diagnostic().code());
    assertTrue(refused.getMessage().startsWith(message), refused::getMessage);
  }

  /** So many blanks, without keeping them. */
  private static final class Blanks extends InputStream {
    private final long count;
    private long given;

    Blanks(long count) {
      this.count = count;
    }

    long given() {
      return given;
    }

    @Override
    public int read() {
      return given++ < count ? ' ' : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int more = (int) Math.min(length, count - given);
      Arrays.fill(bytes, offset, offset + more, (byte) ' ');
      given += more;
      return more == 0 && length > 0 ? -1 : more;
    }
  }
}
