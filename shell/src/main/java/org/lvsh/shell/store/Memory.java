package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotFile;

/** The state that was applied last, in a file that is always a whole one. */
final class Memory {
  /** What is larger is nothing that lvsh wrote. */
  private static final long MOST_BYTES = 256L << 20;

  private Memory() {}

  /**
   * What the file says; nothing where it is missing, damaged or out of reach. It is a help where
   * names are lost, and no more.
   */
  static Optional<Remembered> read(Path file) {
    try {
      Snapshot state = SnapshotFile.read(file, MOST_BYTES);
      return Optional.of(new Remembered(state, Files.getLastModifiedTime(file).toInstant()));
    } catch (IOException | DamagedException unknown) {
      return Optional.empty();
    }
  }

  /** Writes the file; says why where it cannot. */
  static Optional<String> write(Path file, Snapshot state) {
    try {
      SnapshotFile.write(state, file, MOST_BYTES);
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of(Reasons.of(failed));
    }
  }
}
