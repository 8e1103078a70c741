package org.lvsh.shell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.snapshot.DamagedException;
import org.lvsh.kernel.snapshot.SnapshotFile;
import org.lvsh.shell.session.Scene;

class MemoryTest {
  @TempDir Path folder;

  private static Snapshot shop() {
    return Scene.empty().apply("service shop on 10.0.0.1 ports 80,443", "server 10.1.0.1").live();
  }

  private Path file() {
    return folder.resolve("applied");
  }

  @Test
  void whatIsKeptIsReadBackTheSame() {
    Memory memory = new Memory(file());
    assertEquals(Optional.empty(), memory.write(shop()));
    assertEquals(shop(), memory.read().orElseThrow().state());
    assertEquals(Optional.empty(), memory.write(Snapshot.EMPTY));
    assertEquals(Snapshot.EMPTY, memory.read().orElseThrow().state());
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void whatIsMissingOrDamagedIsNotKnown() throws IOException {
    Memory memory = new Memory(file());
    assertTrue(memory.read().isEmpty());
    memory.write(shop());
    String whole = Files.readString(file());
    for (int end = 0; end < whole.length(); end += 7) {
      Files.writeString(file(), whole.substring(0, end));
      assertTrue(memory.read().isEmpty(), whole.substring(0, end));
    }
  }

  @Test
  void whyItCouldNotBeKeptIsSaid() {
    Memory nowhere = new Memory(folder.resolve("nowhere").resolve("applied"));
    assertTrue(nowhere.write(shop()).orElseThrow().contains("is not there"));
  }

  @Test
  void theHistoryGetsACopyOfWhatWasJustWritten() throws IOException, DamagedException {
    Memory memory = new Memory(file());
    Snapshot state = shop();
    memory.write(state);
    assertEquals(-1, Files.mismatch(file(), inHistory(memory, "copied", state)));
    Path other = inHistory(memory, "other", Snapshot.EMPTY);
    assertEquals(Snapshot.EMPTY, SnapshotFile.read(other, 1 << 20), "another state");
    Files.delete(file());
    assertEquals(state, SnapshotFile.read(inHistory(memory, "without", state), 1 << 20));
  }

  @Test
  void whatAnotherProcessHasWrittenSinceIsNotCopied() throws IOException, DamagedException {
    Memory memory = new Memory(file());
    Snapshot state = shop();
    memory.write(state);
    new Memory(file()).write(Snapshot.EMPTY);
    Path kept = inHistory(memory, "kept", state);
    assertEquals(state, SnapshotFile.read(kept, 1 << 20));
  }

  private Path inHistory(Memory memory, String name, Snapshot state) throws IOException {
    Path file = folder.resolve(name);
    memory.writeInto(file, state);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    return file;
  }
}
