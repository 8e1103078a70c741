package org.lvsh.kernel.snapshot;

import java.io.IOException;
import java.io.Writer;
import java.util.Objects;

/**
 * Passes characters on in large pieces, for one thread. A {@link com.google.gson.stream.JsonWriter}
 * writes a few at a time, and the buffers of {@code java.io} take a lock for each of these.
 */
public final class GatheringWriter extends Writer {
  static final int PIECE = 1 << 14;

  private final Writer to;
  private final char[] gathered = new char[PIECE];
  private int length;
  private boolean closed;

  /**
   * Gathers for another writer.
   *
   * @param to has everything after {@link #flush} or {@link #close}
   */
  public GatheringWriter(Writer to) {
    super();
    this.to = to;
  }

  @Override
  public void write(int character) throws IOException {
    makeRoom();
    gathered[length++] = (char) character;
  }

  @Override
  public void write(char[] characters, int from, int count) throws IOException {
    int end = Objects.checkFromIndexSize(from, count, characters.length) + count;
    for (int at = from; at < end; ) {
      makeRoom();
      int some = Math.min(end - at, PIECE - length);
      System.arraycopy(characters, at, gathered, length, some);
      length += some;
      at += some;
    }
  }

  @Override
  public void write(String text, int from, int count) throws IOException {
    int end = Objects.checkFromIndexSize(from, count, text.length()) + count;
    for (int at = from; at < end; ) {
      makeRoom();
      int some = Math.min(end - at, PIECE - length);
      text.getChars(at, at + some, gathered, length);
      length += some;
      at += some;
    }
  }

  private void makeRoom() throws IOException {
    if (length == PIECE) {
      drain();
    }
  }

  private void drain() throws IOException {
    int some = length;
    length = 0;
    to.write(gathered, 0, some);
  }

  @Override
  public void flush() throws IOException {
    drain();
    to.flush();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (to) {
        drain();
      }
    }
  }
}
