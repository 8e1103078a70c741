package org.lvsh.language.diagnostic;

import java.util.Arrays;
import java.util.Objects;

/** A text with a name: a file, a line typed at the prompt, standard input. */
public final class Source {
  private final String name;
  private final String text;
  private final boolean file;
  private int[] lineStarts;

  private Source(String name, String text, boolean file) {
    this.name = Objects.requireNonNull(name);
    this.text = Objects.requireNonNull(text);
    this.file = file;
  }

  public static Source of(String name, String text) {
    return new Source(name, text, false);
  }

  /**
   * The text of a file.
   *
   * @param path as it was given
   */
  public static Source file(String path, String text) {
    return new Source(path, text, true);
  }

  /** Whether its name is the path of a file. */
  public boolean isFile() {
    return file;
  }

  /** What messages call it; for a file its path as it was given. */
  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The line of an offset, counted from 1. */
  public int line(int offset) {
    return lineIndex(offset) + 1;
  }

  /** The column of an offset in code points, counted from 1. */
  public int column(int offset) {
    return text.codePointCount(starts()[lineIndex(offset)], offset) + 1;
  }

  /** The text of the line an offset stands in, without its line end. */
  public String lineText(int offset) {
    return text.substring(lineStart(offset), lineEnd(offset));
  }

  int lineStart(int offset) {
    return starts()[lineIndex(offset)];
  }

  int lineEnd(int offset) {
    int end = lineStart(offset);
    while (end < text.length() && !isLineEnd(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int lineIndex(int offset) {
    int found = Arrays.binarySearch(starts(), offset);
    return found >= 0 ? found : -found - 2;
  }

  private synchronized int[] starts() {
    if (lineStarts == null) {
      lineStarts = findStarts();
    }
    return lineStarts;
  }

  private int[] findStarts() {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      boolean pair = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (isLineEnd(text.charAt(i)) && !pair) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static boolean isLineEnd(char character) {
    return character == '\n' || character == '\r';
  }

  /** Two sources are the same where their names and texts are. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Source source
            && file == source.file
            && name.equals(source.name)
            && text.equals(source.text));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, text, file);
  }

  @Override
  public String toString() {
    return name;
  }
}
