package org.lvsh.kernel.firewall;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  /** Of the common pool two threads are there then, and three are needed. */
  @Test
  void aProgramIsFedOnAMachineWithThreeProcessors() throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=3",
                "-cp",
                System.getProperty("java.class.path"),
                ProgramsTest.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      assertTrue(java.waitFor(50, TimeUnit.SECONDS), "it waits for what waits for it");
      assertEquals("in\n", new String(java.getInputStream().readAllBytes(), US_ASCII));
    } finally {
      java.destroyForcibly();
    }
  }

  /** Feeds a program, and prints what that says. */
  public static void main(String[] arguments) {
    System.out.print(run("cat"));
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

  @Test
  void withoutThreadsItCannotBeRunAndThatIsSaid() {
    Programs threadless =
        new Programs(
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    KernelException failed =
        assertThrows(KernelException.class, () -> threadless.run(List.of("cat"), "in\n"));
    assertEquals("cat: unable to create native thread", failed.getMessage());
  }
}
