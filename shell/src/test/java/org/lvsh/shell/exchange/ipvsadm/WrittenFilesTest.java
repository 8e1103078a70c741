package org.lvsh.shell.exchange.ipvsadm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.KnownMachine;
import org.lvsh.shell.session.Scene;
import org.lvsh.shell.view.DiagnosticsView;
import org.lvsh.shell.view.ImportView;
import org.lvsh.shell.view.Line;

/**
 * Files in the manner of those that people have, each beside what comes of it: its mistakes, then
 * the statements. {@code -Dlvsh.updateGoldens=true} writes these anew.
 */
class WrittenFilesTest {
  private static final Path FOLDER =
      Path.of(
          System.getProperty("lvsh.root"),
          "shell/src/test/resources/org/lvsh/shell/exchange/ipvsadm");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().matches(".*\\.(sh|save)")).sorted().toList();
    }
  }

  private static Imported read(Path file) throws IOException {
    String name = file.getFileName().toString();
    return new IpvsadmImporter(new KnownMachine())
        .read(List.of(new ForeignFile(name, Files.readString(file))));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatComesOfAFileStandsBesideIt(Path file) throws IOException {
    Imported imported = read(file);
    List<Line> lines = new ArrayList<>(new DiagnosticsView().lines(imported.errors()));
    lines.addAll(new ImportView(imported, file.getFileName().toString()).statements());
    String told = lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    Path expected = FOLDER.resolve(file.getFileName() + ".expected");
    if (Boolean.getBoolean("lvsh.updateGoldens")) {
      Files.writeString(expected, told);
    }
    assertEquals(Files.readString(expected), told);
  }

  @ParameterizedTest
  @MethodSource("files")
  void theStatementsAreAppliedToTheSameState(Path file) throws IOException {
    Imported imported = read(file);
    String[] statements =
        new ImportView(imported, "a file")
            .statements().stream().map(Line::text).toArray(String[]::new);
    assertEquals(imported.state().services(), Scene.empty().apply(statements).live().services());
  }

  @Test
  void thereAreFilesToRead() throws IOException {
    assertTrue(files().size() >= 9);
  }
}
