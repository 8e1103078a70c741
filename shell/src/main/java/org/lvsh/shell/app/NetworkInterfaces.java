package org.lvsh.shell.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The names of the interfaces of a machine, as the kernel lists them in {@code /sys/class/net}. */
final class NetworkInterfaces {
  /** Where this machine has them. */
  static final Path FOLDER = Path.of("/sys/class/net");

  private static final int LIMIT = 1_000;

  private NetworkInterfaces() {}

  /** Those of a folder; none where it cannot be read. */
  static List<String> in(Path folder) {
    try (Stream<Path> interfaces = Files.list(folder)) {
      return interfaces.limit(LIMIT).map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
