package org.lvsh.shell.store;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotText;

/**
 * The state that was applied last, in a file that is always a whole one: a new one is written
 * beside it and put in its place.
 */
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
      if (Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        return Optional.of(
            new Remembered(SnapshotText.read(reader), Files.getLastModifiedTime(file).toInstant()));
      }
    } catch (IOException | DamagedException unknown) {
      return Optional.empty();
    }
  }

  /** Writes the file; says why where it cannot. */
  static Optional<String> write(Path file, Snapshot state) {
    try {
      Path fresh = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".new");
      try {
        try (BufferedWriter writer = Files.newBufferedWriter(fresh)) {
          SnapshotText.write(state, writer);
        }
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of(Reasons.of(failed));
    }
  }
}
