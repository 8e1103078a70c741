package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code format FILE}, as an operator or a build calls it. */
class FormatTest {
  private static final String UGLY = "service  a on 10.0.0.1 port 80 # web\nserver 10.1.0.1\n\n\n";
  private static final String NICE = "service a on 10.0.0.1 port 80  # web\n  server 10.1.0.1\n";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.lvs"), text);
  }

  @Test
  void aFileIsFormattedOnceAndKeepsItsPermissions() throws IOException {
    Path file = file(UGLY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Ran.lvsh("format", file.toString()).ends(0).says("a.lvs: formatted\n");
    assertEquals(NICE, Files.readString(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Ran.lvsh("format", file.toString()).ends(0).says("a.lvs: formatted already");
  }

  @Test
  void namesStayWhereverTheyAreWrittenAndAreWrittenOnce() throws IOException {
    String text =
        """
        let nodest = 1
        let threshold = 3,50
        let both = tcp,sctp
        kernel expire_nodest_conn = $nodest
        kernel sync_threshold = $threshold
        kernel sync_threshold = 3 $nodest
        service x on 10.0.0.1 port 80 $both,udp
          server 10.1.0.1
        """;
    Path file = file(text);
    Ran.lvsh("format", file.toString()).ends(0);
    assertEquals(text, Files.readString(file));
    Ran.lvsh("--check", "format", file.toString()).ends(0);
  }

  @Test
  void aListOfAKernelLineIsOneWordWhateverStandsInIt() throws IOException {
    String service = "service x on 10.0.0.1 port 80\n  server 10.1.0.1\n";
    Path file = file("let b = 50\nkernel sync_threshold = 3, # sent\n  $b\n" + service);
    Ran.lvsh("format", file.toString()).ends(0);
    String formatted = "let b = 50\n# sent\nkernel sync_threshold = 3,$b\n" + service;
    assertEquals(formatted, Files.readString(file));
    Ran.lvsh("--check", "format", file.toString()).ends(0);
    file("let b = 50\nkernel sync_threshold = $b,  \\\n  $b\n" + service);
    Ran.lvsh("format", file.toString()).ends(0);
    assertEquals("let b = 50\nkernel sync_threshold = $b,$b\n" + service, Files.readString(file));
  }

  @Test
  void withCheckNothingIsWritten() throws IOException {
    Path file = file(UGLY);
    Ran.lvsh("--check", "format", file.toString()).ends(2).says("a.lvs: not formatted");
    assertEquals(UGLY, Files.readString(file));
    Ran.lvsh("--check", "format", file(NICE).toString()).ends(0);
  }

  @Test
  void aFileWithMistakesIsLeftAsItIs() throws IOException {
    for (String text : new String[] {"service a on 10.0.0.1 port 80x\n", "undo\n", ""}) {
      Path file = file(text);
      Ran.lvsh("format", file.toString()).ends(1);
      assertEquals(text, Files.readString(file));
    }
    Ran.lvsh("format", folder.resolve("none.lvs").toString()).ends(1).tells("none.lvs");
  }

  @Test
  void theExamplesAreFormatted() {
    for (String example :
        new String[] {"shop.lvs", "client-persistence.lvs", "port-persistence.lvs"}) {
      Ran.lvsh("--check", "format", Project.example(example)).ends(0);
    }
  }
}
