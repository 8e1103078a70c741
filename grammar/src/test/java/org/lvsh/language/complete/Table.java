package org.lvsh.language.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A file of cases: in each line a text, two blanks or more, and what is expected of it. A line that
 * begins with {@code //} is a comment; {@code ⏎} is a line end and {@code ␣} a blank at an edge.
 * {@code -Dlvsh.updateGoldens=true} writes what is expected.
 */
record Table(Path file, List<String> lines) {

  /** The tables of a folder under the test resources, by name. */
  static List<Table> in(String folder) throws IOException {
    Path resources = Path.of(System.getProperty("lvsh.root"), "grammar/src/test/resources");
    List<Table> tables = new ArrayList<>();
    try (Stream<Path> files = Files.list(resources.resolve(folder))) {
      for (Path file : files.sorted().toList()) {
        tables.add(new Table(file, Files.readAllLines(file)));
      }
    }
    return tables;
  }

  int size() {
    return (int) lines.stream().filter(Table::isCase).count();
  }

  /** A test for each case. */
  List<DynamicTest> tests(UnaryOperator<String> actual) throws IOException {
    if (Boolean.getBoolean("lvsh.updateGoldens")) {
      Files.write(file, written(actual));
    }
    return Files.readAllLines(file).stream()
        .filter(Table::isCase)
        .map(line -> test(line.split(" {2,}", 2), actual))
        .toList();
  }

  private DynamicTest test(String[] row, UnaryOperator<String> actual) {
    return DynamicTest.dynamicTest(
        file.getFileName() + ": " + row[0],
        () -> assertEquals(row.length < 2 ? "" : row[1], actual.apply(text(row[0])), row[0]));
  }

  private List<String> written(UnaryOperator<String> actual) {
    int width = 0;
    for (String line : lines) {
      width = isCase(line) ? Math.max(width, line.split(" {2,}", 2)[0].length() + 2) : width;
    }
    List<String> written = new ArrayList<>();
    for (String line : lines) {
      String input = line.split(" {2,}", 2)[0];
      written.add(
          isCase(line)
              ? input + " ".repeat(width - input.length()) + actual.apply(text(input))
              : line);
    }
    return written;
  }

  private static String text(String input) {
    return input.replace('⏎', '\n').replace('␣', ' ');
  }

  private static boolean isCase(String line) {
    return !line.isBlank() && !line.startsWith("//");
  }
}
