package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotFile;

/** The state that was applied last, in a file that is always a whole one. */
final class Memory {
  /** What is larger is nothing that lvsh wrote. */
  private static final long MOST_BYTES = 256L << 20;

  private final Path file;

  /** What the file was given last by this process. */
  private Optional<Fresh> fresh = Optional.empty();

  /**
   * What was written.
   *
   * @param inode of the file, a new one each time
   */
  private record Fresh(Snapshot state, Object inode, FileTime when) {
    static Fresh of(Snapshot state, Path file) throws IOException {
      BasicFileAttributes is =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Fresh(state, is.fileKey(), is.lastModifiedTime());
    }

    /** Whether the file is still that, and nobody else has written it since. */
    boolean isIn(Path file) {
      try {
        return equals(of(state, file));
      } catch (IOException gone) {
        return false;
      }
    }
  }

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
      fresh = Optional.of(Fresh.of(state, file));
      return Optional.empty();
    } catch (IOException failed) {
      fresh = Optional.empty();
      return Optional.of(Reasons.of(failed));
    }
  }

  /** Puts a state into a new file of the history: where it was just written, a copy of that. */
  void writeInto(Path other, Snapshot state) throws IOException {
    if (fresh.filter(one -> one.state().equals(state) && one.isIn(file)).isPresent()) {
      PrivateFiles.copy(file, other);
    } else {
      SnapshotFile.write(state, other, Long.MAX_VALUE);
    }
  }
}
