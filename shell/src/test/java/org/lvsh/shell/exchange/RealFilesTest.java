package org.lvsh.shell.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.exchange.ipvsadm.IpvsadmImporter;
import org.lvsh.shell.exchange.keepalived.ConfigFiles;
import org.lvsh.shell.exchange.keepalived.DiskConfigFiles;
import org.lvsh.shell.exchange.keepalived.KeepalivedImporter;
import org.lvsh.shell.exchange.ldirectord.LdirectordImporter;

/**
 * Files of other projects, with all that is read out of them beside them; the README there says
 * where they are from. {@code -Dlvsh.updateGoldens=true} writes what is expected anew.
 */
class RealFilesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("lvsh.root"), "shell/src/test/resources/org/lvsh/shell/exchange");

  static final ConfigFiles NO_FILES =
      new ConfigFiles() {
        @Override
        public List<String> matching(Source including, String pattern) {
          return List.of();
        }

        @Override
        public String identity(String name) {
          return name;
        }

        @Override
        public Source load(String name) {
          throw new IllegalStateException("nothing was found that could be read");
        }
      };

  static Stream<Path> keepalived() {
    return files("keepalived", ".conf");
  }

  static Stream<Path> ldirectord() {
    return files("ldirectord", ".cf");
  }

  static Stream<Path> ipvsadm() {
    return files("saved", ".rules");
  }

  private static Stream<Path> files(String folder, String end) {
    try (Stream<Path> all = Files.list(FOLDER.resolve(folder))) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList().stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @ParameterizedTest
  @MethodSource
  void keepalived(Path file) throws IOException {
    check(file, new KeepalivedImporter(NO_FILES, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource
  void ldirectord(Path file) throws IOException {
    check(file, new LdirectordImporter(new KnownMachine()));
  }

  @ParameterizedTest
  @MethodSource
  void ipvsadm(Path file) throws IOException {
    check(file, new IpvsadmImporter(new KnownMachine()));
  }

  private static void check(Path file, Importer importer) throws IOException {
    ForeignFile foreign = new ForeignFile(file.getFileName().toString(), Files.readString(file));
    String found = String.join("\n", ImportedText.of(importer.read(List.of(foreign)))) + "\n";
    Path expected = Path.of(file.toString().replaceFirst("\\.[a-z]+$", ".expected"));
    if (Boolean.getBoolean("lvsh.updateGoldens")) {
      Files.writeString(expected, found);
    }
    assertEquals(Files.readString(expected), found, expected::toString);
  }

  @Test
  void eachFileIsNamedInTheReadmeWithItsOrigin() throws IOException {
    for (String folder : List.of("keepalived", "ldirectord", "saved")) {
      String readme = Files.readString(FOLDER.resolve(folder).resolve("README.md"));
      Stream.of(".conf", ".cf", ".rules")
          .flatMap(end -> files(folder, end))
          .map(file -> "| `" + file.getFileName() + "` | ")
          .forEach(row -> assertTrue(readme.contains(row), row));
    }
  }

  /**
   * Files that may not enter this repository: {@code -Dlvsh.others=FOLDER} tries all in a folder,
   * those that end in {@code .cf} as ldirectord's, and says what they stumble over. Whatever they
   * hold, each mistake has a place in a file.
   */
  @TestFactory
  Stream<DynamicTest> filesOfOthersAreRead() throws IOException {
    String folder = System.getProperty("lvsh.others", "");
    return folder.isEmpty() ? Stream.empty() : others(Path.of(folder)).stream();
  }

  private static List<DynamicTest> others(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> DynamicTest.dynamicTest(file.toString(), () -> tryOut(file)))
          .toList();
    }
  }

  private static void tryOut(Path file) throws IOException {
    String name = file.toString();
    Importer importer =
        name.endsWith(".cf")
            ? new LdirectordImporter(new KnownMachine())
            : new KeepalivedImporter(new DiskConfigFiles(), Optional.empty());
    // Of any encoding: what is no ASCII stands in comments.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    Imported imported = importer.read(List.of(new ForeignFile(name, text)));
    System.out.printf(
        "%s: %d services, %d not carried over, %d mistakes%n",
        name,
        imported.state().services().size(),
        imported.notCarried().size(),
        imported.errors().size());
    ImportedText.errors(imported).forEach(error -> System.out.println("  " + error));
    assertTrue(
        imported.errors().stream().noneMatch(error -> error.span().source().name().isEmpty()));
  }
}
