package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.host.Host;
import org.lvsh.shell.probe.NetworkProber;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.store.Uptime;

/** What a run of lvsh gave: as a user would see it, without a terminal. */
record Ran(int status, String output, String errors) {
  /** Where a test that asks no server must send no packet either. */
  static final Prober NO_NETWORK =
      (endpoint, question) -> {
        throw new IllegalStateException("there is no network here: " + endpoint);
      };

  /** Runs lvsh with nothing on its standard input. */
  static Ran lvsh(String... arguments) {
    return new Machine().run(arguments);
  }

  static Ran withInput(byte[] input, Map<String, String> environment, String... arguments) {
    return new Machine().input(input).environment(environment).run(arguments);
  }

  /** Runs lvsh at a terminal at which somebody answers. */
  static Ran answering(String answers, String... arguments) {
    return new Machine().answers(answers).run(arguments);
  }

  /**
   * Runs lvsh on a machine that has a kernel to work on.
   *
   * @param run the folder for what is known of it until the next boot
   */
  static Ran on(Kernel kernel, Path run, String... arguments) {
    return new Machine().kernel(kernel, run).run(arguments);
  }

  /** The same at a terminal at which somebody answers. */
  static Ran answeringOn(Kernel kernel, Path run, String answers, String... arguments) {
    return new Machine().kernel(kernel, run).answers(answers).run(arguments);
  }

  /** The same on a machine that can be looked at. */
  static Ran onHost(Kernel kernel, Host host, Path run, String... arguments) {
    return new Machine().kernel(kernel, run).host(host).run(arguments);
  }

  /** Runs lvsh where its output goes to a stream of one's own, and gives how it ended. */
  static int writingTo(PrintStream output, String... arguments) {
    return new Machine().writingTo(output, arguments);
  }

  /** Runs lvsh on the kernel of this machine. */
  static Ran live(Path run, String... arguments) {
    return Machine.thisOne(run).run(arguments);
  }

  /** Runs lvsh on a machine whose network answers as the test says. */
  static Ran probing(Kernel kernel, Path run, Clock clock, Prober prober, String... arguments) {
    return new Machine().kernel(kernel, run).clock(clock).prober(prober).run(arguments);
  }

  /** Runs lvsh on the kernel and the network of this machine, at the time of its clock. */
  static Ran probingLive(Path run, String... arguments) {
    return Machine.thisOne(run).clock(Clock.systemUTC()).prober(new NetworkProber()).run(arguments);
  }

  /**
   * Runs lvsh where something may be applied on trial.
   *
   * @param guardians starts what puts it back
   */
  static Ran trying(Uptime uptime, Surroundings.Guardians guardians, String... arguments) {
    return new Machine().trials(uptime, guardians).run(arguments);
  }

  /** The same on a kernel, with the folder for what is known of it. */
  static Ran tryingOn(
      Kernel kernel,
      Path run,
      Uptime uptime,
      Surroundings.Guardians guardians,
      String... arguments) {
    return new Machine().kernel(kernel, run).trials(uptime, guardians).run(arguments);
  }

  /** The guardian of such a trial, and how it ends. */
  static int guardianOn(Kernel kernel, Path run, Uptime uptime, List<String> options) {
    return new Machine().kernel(kernel, run).trials(uptime, Machine.NO_GUARDIANS).guard(options);
  }

  /** That of a trial on a simulated kernel. */
  static int guardian(Uptime uptime, List<String> options) {
    return new Machine().trials(uptime, Machine.NO_GUARDIANS).guard(options);
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
