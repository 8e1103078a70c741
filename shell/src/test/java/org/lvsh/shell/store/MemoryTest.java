package org.lvsh.shell.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.Scene;

class MemoryTest {
  @TempDir Path folder;

  private static Snapshot shop() {
    return Scene.empty().apply("service shop on 10.0.0.1 ports 80,443", "server 10.1.0.1").live();
  }

  @Test
  void whatIsKeptIsReadBackTheSame() {
    Path file = folder.resolve("applied");
    assertEquals(Optional.empty(), Memory.write(file, shop()));
    assertEquals(shop(), Memory.read(file).orElseThrow().state());
    assertEquals(Optional.empty(), Memory.write(file, Snapshot.EMPTY));
    assertEquals(Snapshot.EMPTY, Memory.read(file).orElseThrow().state());
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void whatIsMissingOrDamagedIsNotKnown() throws IOException {
    Path file = folder.resolve("applied");
    assertTrue(Memory.read(file).isEmpty());
    Memory.write(file, shop());
    String whole = Files.readString(file);
    for (int end = 0; end < whole.length(); end += 7) {
      Files.writeString(file, whole.substring(0, end));
      assertTrue(Memory.read(file).isEmpty(), whole.substring(0, end));
    }
  }

  @Test
  void whyItCouldNotBeKeptIsSaid() {
    Path nowhere = folder.resolve("nowhere").resolve("applied");
    assertTrue(Memory.write(nowhere, shop()).orElseThrow().contains("is not there"));
  }
}
