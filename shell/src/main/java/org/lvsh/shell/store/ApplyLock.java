package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.lvsh.kernel.KernelException;

/**
 * That one lvsh at a time changes a kernel. The lock is the operating system's ({@code fcntl(2)}),
 * so it ends with the process however that ends; beside it, in a file of its own, stands who holds
 * it. Both files stay: whoever deleted them would cut loose those who look at them.
 */
final class ApplyLock implements AutoCloseable {
  /** More than anything that is written there. */
  private static final int MOST_BYTES = 4096;

  /** How often, and how many milliseconds apart, one is asked again who only just took it. */
  private static final int LOOKS = 100;

  private static final int LOOK_MILLIS = 20;

  private final FileChannel channel;
  private final Path told;

  private ApplyLock(FileChannel channel, Path told) {
    this.channel = channel;
    this.told = told;
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
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              PrivateFiles.ofFile());
      keepToItsOwner(file);
      if (!takes(channel)) {
        channel.close();
        return Optional.empty();
      }
      ApplyLock lock = new ApplyLock(channel, told(file));
      lock.tell(holder + "\n");
      return Optional.of(lock);
    } catch (IOException failed) {
      throw new KernelException(
          "nothing was changed, since there can be no lock %s: %s"
              .formatted(file, Reasons.of(failed)),
          "its folder must be there, and be yours to write",
          failed);
    }
  }

  /** Whoever may read it may lock it, too, and keep everybody else from changing the kernel. */
  private static void keepToItsOwner(Path file) {
    try {
      PrivateFiles.narrow(file);
    } catch (IOException failed) {
      // It is a lock all the same.
      return;
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

  /** A full disk is no reason not to hold it: whoever is turned away meanwhile learns less. */
  private void tell(String text) {
    try {
      write(told, text);
    } catch (IOException untold) {
      return;
    }
  }

  /** Never through a link, which somebody else may have put there. */
  private static void write(Path told, String text) throws IOException {
    try (SeekableByteChannel file =
        Files.newByteChannel(
            told,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer line = StandardCharsets.UTF_8.encode(text);
      while (line.hasRemaining()) {
        file.write(line);
      }
    }
  }

  private static KernelException heldBy(Path told) {
    return new KernelException(
        "another lvsh is changing this kernel: %s; nothing was changed".formatted(holder(told)),
        "wait until it is done, then look at the plan again");
  }

  /** Between the taking and the telling there is a moment: who just took it is given some time. */
  private static String holder(Path told) {
    try {
      String holder = read(told);
      for (int look = 1; holder.isEmpty() && look < LOOKS; look++) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        holder = read(told);
      }
      return holder.isEmpty() ? "it has not said who it is" : holder;
    } catch (IOException failed) {
      return "who it is cannot be read (" + Reasons.of(failed) + ")";
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return "it has not yet said who it is";
    }
  }

  private static String read(Path told) throws IOException {
    try (FileChannel channel = FileChannel.open(told, StandardOpenOption.READ)) {
      byte[] bytes = channel.size() > MOST_BYTES ? new byte[0] : Files.readAllBytes(told);
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException notYet) {
      return "";
    }
  }

  /** Lets the next one in. */
  @Override
  public void close() {
    try (channel) {
      // Or the next one to be turned away might be told of this one.
      tell("");
    } catch (IOException failed) {
      // The lock ends with the process at the latest; what was done under it is done.
      return;
    }
  }
}
