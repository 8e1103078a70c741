package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.KernelException;

/**
 * That one lvsh at a time changes a kernel. The lock is the operating system's ({@code fcntl(2)}),
 * so it ends with the process however that ends; beside it, in a file of its own, stands who holds
 * it. Both files stay: whoever deleted them would cut loose those who look at them.
 */
final class ApplyLock implements AutoCloseable {
  /** More than anything that is written there. */
  private static final int MOST_BYTES = 4096;

  private final FileChannel channel;

  private ApplyLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, or says who has it.
   *
   * @param file the lock; who holds it is in a file of the same name with {@code .holder} behind
   * @param holder one line that says who takes it, for what and since when
   * @throws KernelException where another one has it, or where there cannot be a lock
   */
  static ApplyLock take(Path file, String holder) {
    return takeIfFree(file, holder).orElseThrow(() -> heldBy(told(file)));
  }

  /** The same; nothing where another one has it. */
  static Optional<ApplyLock> takeIfFree(Path file, String holder) {
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
      if (!takes(channel)) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(tell(new ApplyLock(channel), told(file), holder));
    } catch (IOException failed) {
      throw new KernelException(
          "nothing was changed, since there can be no lock %s: %s"
              .formatted(file, Reasons.of(failed)),
          "its folder must be there, and be yours to write",
          failed);
    }
  }

  private static Path told(Path file) {
    return file.resolveSibling(file.getFileName() + ".holder");
  }

  private static boolean takes(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException another) {
      return false;
    }
  }

  /** Who cannot say who it is, must not hold it. */
  private static ApplyLock tell(ApplyLock lock, Path told, String holder) throws IOException {
    try {
      write(told, holder);
      return lock;
    } catch (IOException failed) {
      lock.close();
      throw failed;
    }
  }

  /** Never through a link, which somebody else may have put there. */
  private static void write(Path told, String holder) throws IOException {
    try (SeekableByteChannel file =
        Files.newByteChannel(
            told,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer line = StandardCharsets.UTF_8.encode(holder + "\n");
      while (line.hasRemaining()) {
        file.write(line);
      }
    }
  }

  private static KernelException heldBy(Path told) {
    return new KernelException(
        "another lvsh is changing this kernel: %s; nothing was changed".formatted(read(told)),
        "wait until it is done, then look at the plan again");
  }

  private static String read(Path told) {
    try (FileChannel channel = FileChannel.open(told, StandardOpenOption.READ)) {
      byte[] bytes = channel.size() > MOST_BYTES ? new byte[0] : Files.readAllBytes(told);
      String holder = new String(bytes, StandardCharsets.UTF_8).strip();
      return holder.isEmpty() ? "it has not said who it is" : holder;
    } catch (IOException failed) {
      return "who it is cannot be read (" + Reasons.of(failed) + ")";
    }
  }

  /** Lets the next one in. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      // The lock ends with the process at the latest; what was done under it is done.
      return;
    }
  }
}
