package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares output with a file whose name says what it shows. {@code -Dlvsh.updateGoldens=true}
 * writes the files anew.
 */
final class Golden {
  private static final Path FOLDER =
      Path.of(System.getProperty("lvsh.root"), "shell/src/test/resources/org/lvsh/shell/view");

  private Golden() {}

  static String text(List<Line> lines) {
    return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
  }

  /** What a test works on. */
  static String input(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  static void check(String name, String shown) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("lvsh.updateGoldens")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, shown);
    }
    assertEquals(Files.readString(file), shown, name);
  }
}
