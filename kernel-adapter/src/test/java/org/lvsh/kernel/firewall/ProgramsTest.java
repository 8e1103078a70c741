package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvsh.kernel.KernelException;

/** How other programs are run. */
class ProgramsTest {
  @TempDir Path folder;

  private static String run(String script, String... arguments) {
    return new Programs()
        .run(Stream.concat(Stream.of("bash", "-c", script), Stream.of(arguments)).toList(), "in\n");
  }

  @Test
  void wordsArriveAsTheyAreAndSoDoesWhatIsPrinted() {
    assertEquals(
        "in\na b|$c|'d\"|\n", run("cat; printf '%s|' \"$@\"; echo", "x", "a b", "$c", "'d\""));
  }

  @Test
  void ctrlCAtTheTerminalEndsNoProgramHalfway() {
    assertEquals("alive\n", run("kill -INT $$; echo alive"));
  }

  @Test
  void whatIsInterruptedAllTheSameBeginsAnew() {
    Path begun = folder.resolve("begun");
    assertEquals(
        "second\n",
        run("test -e $1 && echo second || { touch $1; exit 130; }", "x", begun.toString()));
    assertEquals(true, Files.exists(begun));
  }

  @Test
  void whatFailsSaysWhy() {
    KernelException failed = assertThrows(KernelException.class, () -> run("echo no >&2; exit 3"));
    assertEquals("bash: no", failed.getMessage());
  }
}
