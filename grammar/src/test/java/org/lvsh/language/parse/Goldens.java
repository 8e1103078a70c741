package org.lvsh.language.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files with what is expected of them beside them; {@code -Dlvsh.updateGoldens=true} writes it. */
final class Goldens {
  private Goldens() {}

  /** The inputs of a folder under the test resources, by name. */
  static List<Path> inputs(String folder) throws IOException {
    Path resources = Path.of(System.getProperty("lvsh.root"), "grammar/src/test/resources");
    try (Stream<Path> files = Files.list(resources.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".lvs")).sorted().toList();
    }
  }

  static void check(Path input, String actual) throws IOException {
    Path expected = Path.of(input.toString().replaceFirst("\\.lvs$", ".expected"));
    if (Boolean.getBoolean("lvsh.updateGoldens")) {
      Files.writeString(expected, actual);
    }
    assertTrue(Files.exists(expected), () -> expected + " is missing; write it by the flag");
    assertEquals(Files.readString(expected), actual, expected::toString);
  }
}
