package org.lvsh.shell.app;

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
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostFiles;
import org.lvsh.kernel.live.Opening;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.store.Uptime;

/** What is around a run of lvsh in a test; where nothing is said, as good as nothing. */
final class Machine {
  static final Surroundings.Guardians NO_GUARDIANS =
      options -> {
        throw new KernelException("there are no guardians here");
      };

  private static final Path NOWHERE = Path.of("/nowhere");

  private byte[] input = new byte[0];
  private boolean terminal;
  private Map<String, String> environment = Map.of();
  private Surroundings.LiveKernels live =
      firewall -> {
        throw new KernelException("this machine has no IPVS", "go to one that has");
      };
  private Host host = new HostFiles(NOWHERE, List::of);
  private Path run = NOWHERE;
  private Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private Uptime uptime = Uptime.ofMachine();
  private Prober prober = Ran.NO_NETWORK;
  private Surroundings.Guardians guardians = NO_GUARDIANS;

  /** The one that the test runs on. */
  static Machine thisOne(Path run) {
    Machine machine = new Machine().host(HostFiles.live());
    machine.live = Opening::open;
    machine.run = run;
    return machine;
  }

  Machine input(byte[] bytes) {
    input = bytes.clone();
    return this;
  }

  /** Of somebody at a terminal. */
  Machine answers(String answers) {
    terminal = true;
    return input(answers.getBytes(StandardCharsets.UTF_8));
  }

  Machine environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  Machine kernel(Kernel kernel, Path folder) {
    live = firewall -> kernel;
    run = folder;
    return this;
  }

  Machine host(Host other) {
    host = other;
    return this;
  }

  Machine clock(Clock other) {
    clock = other;
    return this;
  }

  Machine prober(Prober other) {
    prober = other;
    return this;
  }

  Machine trials(Uptime time, Surroundings.Guardians others) {
    uptime = time;
    guardians = others;
    return this;
  }

  Ran run(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status = new App(surroundings(stream(output), stream(errors))).run(arguments);
    return new Ran(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  /** Runs lvsh with its output there, and says how it ends. */
  int writingTo(PrintStream output, String... arguments) {
    return new App(surroundings(output, stream(new ByteArrayOutputStream()))).run(arguments);
  }

  /** Runs the guardian of a trial, and says how it ends. */
  int guard(List<String> options) {
    PrintStream nowhere = stream(new ByteArrayOutputStream());
    return new Guardian(surroundings(nowhere, nowhere)).run(options.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Surroundings surroundings(PrintStream output, PrintStream errors) {
    return new Surroundings(
        new ByteArrayInputStream(input),
        output,
        errors,
        terminal,
        terminal,
        terminal,
        environment::get,
        clock,
        live,
        host,
        run,
        run.resolve("lib"),
        run.resolve("log/audit.log"),
        uptime,
        prober,
        guardians);
  }
}
