package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotFile;

/** The state that was applied last, in a file that is always a whole one. */
final class Memory {
  /** What is larger is nothing that lvsh wrote. */
  private static final long MOST_BYTES = 256L << 20;

  private final Path file;

  /** What the file was given last by this process, until somebody else can have written it. */
  private Optional<Snapshot> fresh = Optional.empty();

  Memory(Path file) {
    this.file = file;
  }

  /** Where it is. */
  Path folder() {
    return file.getParent();
  }

  /**
   * What the file says; nothing where it is missing, damaged or out of reach. It is a help where
   * names are lost, and no more.
   */
  Optional<Remembered> read() {
    try {
      Snapshot state = SnapshotFile.read(file, MOST_BYTES);
      return Optional.of(new Remembered(state, Files.getLastModifiedTime(file).toInstant()));
    } catch (IOException | DamagedException unknown) {
      return Optional.empty();
    }
  }

  /** Writes the file; says why where it cannot. */
  Optional<String> write(Snapshot state) {
    try {
      SnapshotFile.write(state, file, MOST_BYTES);
      fresh = Optional.of(state);
      return Optional.empty();
    } catch (IOException failed) {
      fresh = Optional.empty();
      return Optional.of(Reasons.of(failed));
    }
  }

  /**
   * Puts a state into a new file of the history, the one that was just written without telling it
   * anew. For who has held the lock of the kernel since then.
   */
  void writeInto(Path other, Snapshot state) throws IOException {
    boolean isThere =
        fresh.equals(Optional.of(state)) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    fresh = Optional.empty();
    if (isThere) {
      PrivateFiles.copy(file, other);
    } else {
      SnapshotFile.write(state, other, Long.MAX_VALUE);
    }
  }
}
