package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program of the lab: how it ended, and all that it printed. */
record Command(int status, String output) {
  private static final int PATIENCE_SECONDS = 180;

  /** Runs it to its end. */
  static Command run(String... words) {
    return run("", PATIENCE_SECONDS, words);
  }

  private static Command run(String input, int seconds, String... words) {
    try {
      Path told = Files.createTempFile("lvsh-command", ".txt");
      try {
        int status = end(started(told, input, words), seconds, String.join(" ", words));
        return new Command(status, Files.readString(told));
      } finally {
        Files.delete(told);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What it printed; it has to end well. */
  static String output(String... words) {
    return output("", PATIENCE_SECONDS, words);
  }

  /**
   * What it made of its standard input.
   *
   * @param seconds how long it may run
   */
  static String output(String input, int seconds, String... words) {
    Command command = run(input, seconds, words);
    assertEquals(0, command.status, () -> String.join(" ", words) + "\n" + command.output);
    return command.output;
  }

  private static Process started(Path told, String input, String... words) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .directory(Project.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    process.outputWriter(StandardCharsets.UTF_8).append(input).close();
    return process;
  }

  private static int end(Process process, int seconds, String line) {
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError("it still runs: " + line);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(line, interrupted);
    } finally {
      process.destroy();
    }
  }
}
