package org.lvsh.kernel.host;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
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
    if (!eachIfThere(file, consumer)) {
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
    try (Reader text =
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1)) {
      split(text, consumer);
      return true;
    } catch (NoSuchFileException missing) {
      return false;
    } catch (IOException failed) {
      throw new KernelException(file + " cannot be read: " + failed.getMessage(), failed);
    }
  }

  private static void split(Reader text, Consumer<String> consumer) throws IOException {
    char[] chunk = new char[CHUNK];
    StringBuilder line = new StringBuilder();
    for (int length = text.read(chunk); length >= 0; length = text.read(chunk)) {
      for (int at = 0; at < length; at++) {
        if (chunk[at] == '\n') {
          hand(line, consumer);
        } else if (line.length() <= LONGEST) {
          line.append(chunk[at]);
        }
      }
    }
    if (line.length() > 0) {
      hand(line, consumer);
    }
  }

  private static void hand(StringBuilder line, Consumer<String> consumer) {
    consumer.accept(line.length() > LONGEST ? "" : line.toString());
    line.setLength(0);
  }
}
