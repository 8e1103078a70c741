package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.live.Opening;
import org.lvsh.shell.store.Uptime;

/** What a run of lvsh gave: as a user would see it, without a terminal. */
record Ran(int status, String output, String errors) {

  private static final Path NOWHERE = Path.of("/nowhere");

  private static final Surroundings.LiveKernels NO_IPVS =
      firewall -> {
        throw new KernelException("this machine has no IPVS", "go to one that has");
      };

  private static final Surroundings.Guardians NO_GUARDIANS =
      options -> {
        throw new KernelException("there are no guardians here");
      };

  /** Runs lvsh with nothing on its standard input. */
  static Ran lvsh(String... arguments) {
    return withInput(new byte[0], Map.of(), arguments);
  }

  static Ran withInput(byte[] input, Map<String, String> environment, String... arguments) {
    return run(input, false, environment, NO_IPVS, NOWHERE, arguments);
  }

  /** Runs lvsh at a terminal at which somebody answers. */
  static Ran answering(String answers, String... arguments) {
    byte[] input = answers.getBytes(StandardCharsets.UTF_8);
    return run(input, true, Map.of(), NO_IPVS, NOWHERE, arguments);
  }

  /**
   * Runs lvsh on a machine that has a kernel to work on.
   *
   * @param run the folder for what is known of it until the next boot
   */
  static Ran on(Kernel kernel, Path run, String... arguments) {
    return run(new byte[0], false, Map.of(), firewall -> kernel, run, arguments);
  }

  /** The same at a terminal at which somebody answers. */
  static Ran answeringOn(Kernel kernel, Path run, String answers, String... arguments) {
    byte[] input = answers.getBytes(StandardCharsets.UTF_8);
    return run(input, true, Map.of(), firewall -> kernel, run, arguments);
  }

  /** Runs lvsh on the kernel of this machine. */
  static Ran live(Path run, String... arguments) {
    return run(new byte[0], false, Map.of(), Opening::open, run, arguments);
  }

  /**
   * Runs lvsh where something may be applied on trial.
   *
   * @param guardians starts what puts it back
   */
  static Ran trying(Uptime uptime, Surroundings.Guardians guardians, String... arguments) {
    return run(new byte[0], false, Map.of(), NO_IPVS, NOWHERE, uptime, guardians, arguments);
  }

  /** The same on a kernel, with the folder for what is known of it. */
  static Ran tryingOn(
      Kernel kernel,
      Path run,
      Uptime uptime,
      Surroundings.Guardians guardians,
      String... arguments) {
    return run(new byte[0], false, Map.of(), firewall -> kernel, run, uptime, guardians, arguments);
  }

  /** The guardian of such a trial, and how it ends. */
  static int guardianOn(Kernel kernel, Path run, Uptime uptime, List<String> options) {
    PrintStream nowhere = stream(new ByteArrayOutputStream());
    Surroundings surroundings =
        surroundings(
            new byte[0],
            nowhere,
            nowhere,
            false,
            Map.of(),
            firewall -> kernel,
            run,
            uptime,
            NO_GUARDIANS);
    return new Guardian(surroundings).run(options.toArray(String[]::new));
  }

  /** That of a trial on a simulated kernel. */
  static int guardian(Uptime uptime, List<String> options) {
    PrintStream nowhere = stream(new ByteArrayOutputStream());
    Surroundings surroundings =
        surroundings(
            new byte[0], nowhere, nowhere, false, Map.of(), NO_IPVS, NOWHERE, uptime, NO_GUARDIANS);
    return new Guardian(surroundings).run(options.toArray(String[]::new));
  }

  private static Ran run(
      byte[] input,
      boolean terminal,
      Map<String, String> environment,
      Surroundings.LiveKernels live,
      Path run,
      String... arguments) {
    return run(
        input, terminal, environment, live, run, Uptime.ofMachine(), NO_GUARDIANS, arguments);
  }

  private static Ran run(
      byte[] input,
      boolean terminal,
      Map<String, String> environment,
      Surroundings.LiveKernels live,
      Path run,
      Uptime uptime,
      Surroundings.Guardians guardians,
      String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Surroundings surroundings =
        surroundings(
            input,
            stream(output),
            stream(errors),
            terminal,
            environment,
            live,
            run,
            uptime,
            guardians);
    int status = new App(surroundings).run(arguments);
    return new Ran(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  private static Surroundings surroundings(
      byte[] input,
      PrintStream output,
      PrintStream errors,
      boolean terminal,
      Map<String, String> environment,
      Surroundings.LiveKernels live,
      Path run,
      Uptime uptime,
      Surroundings.Guardians guardians) {
    return new Surroundings(
        new ByteArrayInputStream(input),
        output,
        errors,
        terminal,
        terminal,
        terminal,
        environment::get,
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
        live,
        run,
        run.resolve("lib"),
        run.resolve("log/audit.log"),
        uptime,
        guardians);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return output.lines().toList();
  }

  /** Checks the exit status; what was told is in the failure. */
  Ran ends(int expected) {
    assertEquals(expected, status, () -> output + errors);
    assertNoTrace();
    return this;
  }

  Ran says(String words) {
    assertTrue(output.contains(words), () -> "no '" + words + "' in:\n" + output + errors);
    return this;
  }

  Ran tells(String words) {
    assertTrue(errors.contains(words), () -> "no '" + words + "' in:\n" + errors);
    return this;
  }

  /** No stack trace, no name of a class and no name of a token reaches a user. */
  private void assertNoTrace() {
    String all = output + errors;
    for (String inner :
        List.of("Exception", "\tat ", "org.lvsh", "java.", "<EOF>", "mistake of lvsh")) {
      assertFalse(all.contains(inner), () -> "'" + inner + "' in:\n" + all);
    }
  }
}
