package org.lvsh.kernel.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.lvsh.kernel.OwnThread;

/**
 * Reads on while what has come is worked on: a table in /proc is made by the kernel while it is
 * read, which takes longer than to understand it. What is short comes without a second thread, and
 * so does everything on a machine with one processor.
 *
 * <p>The namespace of the file is that of the thread that opened it, whichever reads.
 */
final class ReadAhead extends InputStream {
  /** Some thousand entries: long enough for a thread to be worth it. */
  static final int PIECE = 1 << 17;

  private final InputStream in;
  private final boolean hasHelp;
  private volatile boolean closing;
  private byte[] piece = new byte[PIECE];
  private byte[] spare = {};
  private int at;
  private int length;
  private boolean atEnd;
  private CompletableFuture<Integer> reading = CompletableFuture.completedFuture(0);

  /**
   * Reads a stream, which is closed with this one.
   *
   * @param processors of this machine
   */
  ReadAhead(InputStream in, int processors) {
    super();
    this.in = in;
    hasHelp = processors >= 2;
  }

  @Override
  public int read() throws IOException {
    return isThereMore() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    if (!isThereMore()) {
      return -1;
    }
    int read = Math.min(most, length - at);
    System.arraycopy(piece, at, into, from, read);
    at += read;
    return read;
  }

  /** Does not return before the other thread is done, for then nobody uses the stream. */
  @Override
  public void close() throws IOException {
    closing = true;
    reading.exceptionally(failed -> 0).join();
    in.close();
  }

  private boolean isThereMore() throws IOException {
    if (at == length && !atEnd) {
      goOn();
    }
    return at < length;
  }

  private void goOn() throws IOException {
    at = 0;
    length = 0;
    length = spare.length == 0 ? in.readNBytes(piece, 0, PIECE) : readMeanwhile();
    // What is not full is the last.
    atEnd = length < PIECE;
    if (hasHelp && !atEnd) {
      if (spare.length == 0) {
        spare = new byte[PIECE];
      }
      byte[] next = spare;
      reading = CompletableFuture.supplyAsync(() -> filled(next), OwnThread::begin);
    }
  }

  private int readMeanwhile() throws IOException {
    int read;
    try {
      read = reading.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof UncheckedIOException of) {
        throw of.getCause();
      }
      throw failed;
    }
    byte[] done = piece;
    piece = spare;
    spare = done;
    return read;
  }

  private int filled(byte[] next) {
    try {
      int filled = 0;
      int read = 0;
      while (filled < PIECE && read >= 0 && !closing) {
        read = in.read(next, filled, PIECE - filled);
        filled += Math.max(read, 0);
      }
      return filled;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
