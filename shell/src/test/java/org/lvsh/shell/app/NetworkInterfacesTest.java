package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkInterfacesTest {
  @TempDir Path folder;

  @Test
  void theFoldersOfTheKernelAreTheInterfaces() throws IOException {
    Files.createDirectory(folder.resolve("lo"));
    Files.createDirectory(folder.resolve("eth0"));
    assertEquals(List.of("eth0", "lo"), NetworkInterfaces.in(folder));
  }

  @Test
  void whereNothingCanBeReadThereAreNone() {
    assertEquals(List.of(), NetworkInterfaces.in(folder.resolve("missing")));
  }
}
