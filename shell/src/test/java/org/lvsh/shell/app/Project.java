package org.lvsh.shell.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the project, for tests that run what is written in them. */
final class Project {
  static final Path ROOT = Path.of(System.getProperty("lvsh.root"));

  private Project() {}

  static String example(String name) {
    return ROOT.resolve("scripts/examples").resolve(name).toString();
  }

  static String text(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
