package org.lvsh.kernel.simulated;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * A lock on a file that excludes other processes and other threads of this one. The file stays when
 * the lock is released: whoever deleted it would cut loose those who wait for it.
 */
final class ExclusiveLock {
  private static final int POLL_MILLISECONDS = 5;
  private static final FileAttribute<?>[] OWNER_ONLY = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };
  private static final FileAttribute<?>[] AS_THE_SYSTEM_LIKES = {};

  /**
   * A file lock belongs to the process as a whole, and Linux drops it when the process closes any
   * channel to the file. So the threads of a process take turns before they open one, and that turn
   * must be the process's as well.
   */
  private static final Striped<Lock> TURNS = Striped.lazyWeakLock(64);

  private final Lock turn;
  private final FileChannel channel;

  private ExclusiveLock(Lock turn, FileChannel channel) {
    this.turn = turn;
    this.channel = channel;
  }

  /**
   * Waits for the lock; creates the file where it is not there.
   *
   * @throws IOException where the file cannot be opened, or another has the lock for all that time
   * @throws InterruptedException where the thread is interrupted while it waits
   */
  static ExclusiveLock acquire(Path file, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Lock turn = TURNS.get(file);
    if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw heldByAnother(file);
    }
    FileChannel channel = null;
    try {
      channel = open(file);
      while (channel.tryLock() == null) {
        if (System.nanoTime() >= deadline) {
          throw heldByAnother(file);
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
      }
      return new ExclusiveLock(turn, channel);
    } catch (OverlappingFileLockException e) {
      release(turn, channel);
      throw new IOException("this very thread is changing it already", e);
    } catch (IOException | InterruptedException | RuntimeException e) {
      release(turn, channel);
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        posix ? OWNER_ONLY : AS_THE_SYSTEM_LIKES);
  }

  private static IOException heldByAnother(Path file) {
    return new IOException("another process holds the lock " + file);
  }

  /** Lets the next one in. */
  void release() {
    release(turn, channel);
  }

  /** What was done under the lock is done, so a channel that fails to close undoes nothing. */
  private static void release(Lock turn, FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      return;
    } finally {
      turn.unlock();
    }
  }
}
