package org.lvsh.shell.exchange.keepalived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.exchange.ForeignFile;
import org.lvsh.shell.exchange.ImportedText;

class DiskConfigFilesTest {
  @TempDir Path folder;

  private final DiskConfigFiles files = new DiskConfigFiles();

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name :
        List.of(
            "a.conf", "b.conf", "c.txt", ".hidden.conf", "d/e.conf", "d/f/g.conf", "h/e.conf")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "net_namespace " + name.replace('/', '_') + "\n");
    }
  }

  private List<String> matching(String pattern) {
    Source including = Source.file(folder.resolve("k.conf").toString(), "");
    return files.matching(including, pattern).stream()
        .map(name -> folder.relativize(Path.of(name)).toString())
        .toList();
  }

  @Test
  void aNameIsTakenFromTheFolderOfTheFileThatIncludesIt() {
    assertEquals(List.of("a.conf"), matching("a.conf"));
    assertEquals(List.of("a.conf"), matching(folder.resolve("a.conf").toString()));
    assertEquals(List.of(), matching("nothing.conf"));
    assertEquals(List.of(), matching("d"));
    assertEquals(List.of(), matching("a\0b"));
  }

  @Test
  void starsAndQuestionMarksMatchWithinNames() {
    assertEquals(List.of("a.conf", "b.conf"), matching("*.conf"));
    assertEquals(List.of("a.conf", "b.conf"), matching("?.conf"));
    assertEquals(List.of("b.conf"), matching("[b-z].conf"));
    assertEquals(List.of("d/e.conf", "h/e.conf"), matching("*/e.conf"));
    assertEquals(List.of(".hidden.conf"), matching(".*.conf"));
    assertEquals(List.of("d/f/g.conf"), matching("d/*/*"));
    assertEquals(List.of(), matching("[.conf"));
  }

  @Test
  void bracesAreChoicesInTheirOrder() {
    assertEquals(List.of("c.txt", "a.conf"), matching("{c.txt,a.conf}"));
    assertEquals(List.of("h/e.conf", "d/e.conf", "d/f/g.conf"), matching("{h/*,d/{e,f/g}.conf}"));
    assertEquals(List.of("a", "ab", "ac"), Glob.alternatives("a{,b,c}"));
    assertEquals(List.of("a{b"), Glob.alternatives("a{b"));
  }

  @Test
  void noMoreAlternativesAreTriedThanALimit() {
    assertEquals(Glob.LIMIT, Glob.alternatives("{a,b}".repeat(20)).size());
  }

  @Test
  void aConfigurationIsReadWithTheFilesThatItIncludes() throws IOException {
    Path config = folder.resolve("k.conf");
    Files.writeString(config, "include d/*.conf\n");
    Files.writeString(folder.resolve("d/e.conf"), "include ../k.conf\ninclude f/*\n");
    List<String> told =
        ImportedText.of(
            new KeepalivedImporter(files, Optional.empty())
                .read(List.of(new ForeignFile(config.toString(), Files.readString(config)))));
    assertEquals(2, told.size());
    assertTrue(told.get(0).contains("d/f/g.conf:1:1 'net_namespace d_f_g.conf'"));
    assertTrue(told.get(1).startsWith("include-cycle "));
  }

  @Test
  void aFileThatIsNoUtf8IsToldWithItsPlace() throws IOException {
    Path config = folder.resolve("k.conf");
    Files.writeString(config, "include a.conf\n");
    Files.write(folder.resolve("a.conf"), new byte[] {'a', '\n', (byte) 0xE4});
    List<String> told =
        ImportedText.errors(
            new KeepalivedImporter(files, Optional.empty())
                .read(List.of(new ForeignFile(config.toString(), Files.readString(config)))));
    assertEquals(1, told.size());
    assertTrue(told.get(0).contains("a.conf:2:1 "), told::toString);
  }
}
