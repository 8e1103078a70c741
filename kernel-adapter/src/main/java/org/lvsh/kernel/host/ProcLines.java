package org.lvsh.kernel.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.lvsh.kernel.KernelException;

/**
 * A table of IPVS in /proc, a line at a time. It may hold bytes that came over the network, such as
 * a SIP Call-ID, so any byte is taken for a character.
 *
 * <p>The folder is {@code /proc/thread-self/net}: the network namespace of the thread that reads,
 * which is also the one that its netlink sockets speak to. {@code /proc/net} is that of the
 * process's first thread.
 */
final class ProcLines {
  /** Where Linux keeps the tables. */
  static final Path FOLDER = Path.of("/proc/thread-self/net");

  /** The kernel's own lines are shorter; whatever is longer makes no sense. */
  static final int LONGEST = 1024;

  private static final int CHUNK = 8192;

  private ProcLines() {}

  /**
   * Hands over each line, one that is too long as an empty one.
   *
   * @throws KernelException where the table cannot be read
   */
  static void each(Path file, Consumer<String> consumer) {
    eachWhereItLies(file, line -> consumer.accept(line.text()));
  }

  /**
   * The same without a text of each: the line is good until the next one comes.
   *
   * @throws KernelException where the table cannot be read
   */
  static void eachWhereItLies(Path file, Consumer<ProcLine> consumer) {
    if (!handed(file, consumer)) {
      throw new KernelException(file + " is not there: IPVS is not loaded; try modprobe ip_vs");
    }
  }

  /**
   * The same of a file that not every kernel has.
   *
   * @return whether it is there
   * @throws KernelException where it is there and cannot be read
   */
  static boolean eachIfThere(Path file, Consumer<String> consumer) {
    return handed(file, line -> consumer.accept(line.text()));
  }

  private static boolean handed(Path file, Consumer<ProcLine> consumer) {
    try (InputStream bytes =
        new ReadAhead(Files.newInputStream(file), Runtime.getRuntime().availableProcessors())) {
      split(bytes, consumer);
      return true;
    } catch (NoSuchFileException missing) {
      return false;
    } catch (IOException failed) {
      throw new KernelException(file + " cannot be read: " + failed.getMessage(), failed);
    }
  }

  private static void split(InputStream in, Consumer<ProcLine> consumer) throws IOException {
    byte[] bytes = new byte[LONGEST + 1 + CHUNK];
    ProcLine line = new ProcLine();
    int kept = 0;
    for (int length = in.read(bytes, 0, CHUNK); length >= 0; length = in.read(bytes, kept, CHUNK)) {
      int start = 0;
      for (int at = kept; at < kept + length; at++) {
        if (bytes[at] == '\n') {
          hand(line, bytes, start, at, consumer);
          start = at + 1;
        }
      }
      // Of a line that is too long no more than shows it.
      kept = Math.min(kept + length - start, LONGEST + 1);
      System.arraycopy(bytes, start, bytes, 0, kept);
    }
    if (kept > 0) {
      hand(line, bytes, 0, kept, consumer);
    }
  }

  private static void hand(
      ProcLine line, byte[] bytes, int start, int end, Consumer<ProcLine> consumer) {
    line.set(bytes, start, end - start > LONGEST ? start : end);
    consumer.accept(line);
  }
}
