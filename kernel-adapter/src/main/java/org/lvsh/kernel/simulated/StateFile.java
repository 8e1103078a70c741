package org.lvsh.kernel.simulated;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.Function;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.KernelState;
import org.lvsh.kernel.snapshot.SnapshotFile;

/**
 * Keeps the state in a file, in the format of {@link SnapshotText}. The file is always a whole one:
 * a new one is written beside it and put in its place, so a reader needs no lock. Changes are made
 * one at a time under a lock on {@code NAME.lock} beside the file.
 */
final class StateFile implements StateKeeper {
  /** More than a million services: what is larger is no state of ours. */
  static final long SIZE_LIMIT = 256L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LINK_LIMIT = 40;
  private static final int MESSAGE_LIMIT = 300;

  private final Path path;
  private final long sizeLimit;
  private final Duration patience;

  StateFile(Path path) {
    this(path, SIZE_LIMIT, PATIENCE);
  }

  /**
   * A file with limits of its own.
   *
   * @param sizeLimit bytes that are read or written at most
   * @param patience how long to wait for another's change to end
   */
  StateFile(Path path, long sizeLimit, Duration patience) {
    this.path = path.toAbsolutePath();
    this.sizeLimit = sizeLimit;
    this.patience = patience;
  }

  @Override
  public <R> R read(Function<State, R> reading) {
    try {
      return reading.apply(load(target()));
    } catch (IOException e) {
      throw unreachable("cannot be read", e);
    }
  }

  @Override
  public <R> R change(Function<State, R> change) {
    try {
      Path target = target();
      // Before the lock, which would be left behind beside a device or a folder.
      isThere(target);
      // One file must have one lock, however the way to it is spelled.
      Path lockFile = target.getParent().toRealPath().resolve(target.getFileName() + ".lock");
      ExclusiveLock lock = ExclusiveLock.acquire(lockFile, patience);
      try {
        return changeLocked(target, change);
      } finally {
        lock.release();
      }
    } catch (IOException e) {
      throw unreachable("cannot be changed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelException(about("is not changed: interrupted while waiting for it"), e);
    }
  }

  private <R> R changeLocked(Path target, Function<State, R> change) throws IOException {
    State state = load(target);
    KernelState before = state.kept();
    R result = change.apply(state);
    KernelState after = state.kept();
    if (!after.equals(before)) {
      SnapshotFile.write(after, target, sizeLimit);
    }
    return result;
  }

  /** The file itself, behind symbolic links, whether it is there or not. */
  private Path target() throws IOException {
    Path at = path;
    for (int hops = 0; Files.isSymbolicLink(at); hops++) {
      if (hops == LINK_LIMIT) {
        throw new FileSystemLoopException(path.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  /**
   * Whether there is a file already.
   *
   * @throws KernelException where there is something else
   */
  private boolean isThere(Path target) throws IOException {
    try {
      if (Files.readAttributes(target, BasicFileAttributes.class).isRegularFile()) {
        return true;
      }
    } catch (NoSuchFileException e) {
      return false;
    }
    throw new KernelException(about("is no regular file: choose another name"));
  }

  private State load(Path target) throws IOException {
    if (!isThere(target)) {
      return new State();
    }
    try {
      return State.of(SnapshotFile.readState(target, sizeLimit));
    } catch (DamagedException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  private KernelException unreachable(String what, IOException e) {
    return new KernelException(about(what + ": " + reason(e)), e);
  }

  private String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied; it and its folder must be yours to write";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no folder " + path.getParent() + "; create it first";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private KernelException damaged(String what, Exception cause) {
    String way = "; put a good copy in its place, or move it away to begin with an empty kernel";
    return new KernelException(about("is damaged: " + printable(what) + way), cause);
  }

  private String about(String what) {
    return "the simulated kernel's file " + path + " " + what;
  }

  /** What is quoted from a file must not reach a terminal as control sequences, nor at length. */
  private static String printable(String text) {
    return Ascii.truncate(CharMatcher.javaIsoControl().replaceFrom(text, ' '), MESSAGE_LIMIT, "…");
  }
}
