package org.lvsh.language.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/** Reads a source from a file or a stream, within bounds, as UTF-8. */
public final class SourceReader {
  /** The largest source, in bytes. */
  public static final int LIMIT = 64 << 20;

  /** Where a path that was typed leads to; one in an included file leads elsewhere. */
  static final String FROM_HERE = "the path is taken from the folder lvsh runs in";

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A source that could not be read. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    Unreadable(Diagnostic diagnostic) {
      super(diagnostic.message());
      this.diagnostic = diagnostic;
    }

    /** What is wrong with it, and what to do. */
    public Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  /**
   * Reads a file.
   *
   * @param name the path as the operator wrote it
   * @throws Unreadable where there is no such file, it cannot be read, is too large or no UTF-8
   */
  public Source file(Path path, String name) throws Unreadable {
    if (Files.isDirectory(path)) {
      throw unreadable(name, "is a directory, not a file", "name the file in it");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return Source.file(name, text(stream, name));
    } catch (NoSuchFileException missing) {
      throw unreadable(name, "does not exist", FROM_HERE);
    } catch (AccessDeniedException denied) {
      throw unreadable(name, "may not be read by this user", "see its permissions with ls -l");
    } catch (IOException failed) {
      throw unreadable(name, "cannot be read: " + failed.getMessage(), "try cat on it");
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @throws Unreadable where it is too large or no UTF-8
   * @throws IOException where reading fails
   */
  public Source stream(InputStream stream, String name) throws Unreadable, IOException {
    return Source.of(name, text(stream, name));
  }

  private static String text(InputStream stream, String name) throws Unreadable, IOException {
    byte[] bytes = stream.readNBytes(LIMIT + 1);
    if (bytes.length > LIMIT) {
      throw unreadable(name, "is larger than 64 MiB", "cut it into several files");
    }
    return withoutMark(decode(bytes, name));
  }

  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static String decode(byte[] bytes, String name) throws Unreadable {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      return decoder.decode(buffer).toString();
    } catch (CharacterCodingException malformed) {
      throw notUtf8(bytes, buffer.position(), name);
    }
  }

  /** Names the line: everything before the bad byte is good. */
  private static Unreadable notUtf8(byte[] bytes, int position, String name) {
    String before = new String(bytes, 0, position, StandardCharsets.UTF_8);
    Source source = Source.of(name, withoutMark(before) + "\uFFFD");
    int length = source.text().length();
    Span span = new Span(source, length - 1, length);
    String message =
        "this is not UTF-8 text: byte 0x%02X cannot stand here".formatted(bytes[position] & 0xFF);
    return new Unreadable(
        Diagnostic.error("not-utf-8", span, message)
            .withHint("save the file as UTF-8; iconv can do that"));
  }

  private static Unreadable unreadable(String name, String what, String hint) {
    Diagnostic diagnostic = Diagnostic.error("unreadable-file", Span.NONE, name + " " + what);
    return new Unreadable(diagnostic.withHint(hint));
  }
}
