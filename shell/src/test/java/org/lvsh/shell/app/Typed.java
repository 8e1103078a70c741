package org.lvsh.shell.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.reader.LineReader;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.complete.StatementRoles;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.command.RunOptions;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.store.Directors;
import org.lvsh.shell.terminal.Colours;
import org.lvsh.shell.terminal.Looks;
import org.lvsh.shell.terminal.PromptConsole;
import org.lvsh.shell.terminal.PromptReader;

/** The prompt on a terminal that nobody sees, with keys typed before it starts. */
final class Typed {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LineDisciplineTerminal terminal;
  private final Shell shell;
  private final LineReader reader;
  private final Looks looks;

  private Typed(
      Clock clock,
      Director director,
      Optional<Path> history,
      String type,
      Size size,
      Colours colours) {
    try {
      terminal = new LineDisciplineTerminal("typed", type, written, StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    terminal.setSize(size);
    Console console = new PromptConsole(terminal, colours, clock);
    shell =
        Shell.on(
            new Session(() -> director, console),
            console,
            new RunOptions(false, false, Pruning.NONE, false, Optional.empty()),
            Ran.NO_NETWORK);
    looks = new Looks(terminal, colours);
    reader =
        PromptReader.on(
            terminal, looks, shell.names(), new StatementRoles(new MachinePortNames()), history);
  }

  static Typed at(Clock clock, Consumer<Shell> before) {
    Typed typed = plain(clock, Optional.empty());
    before.accept(typed.shell);
    return typed;
  }

  static Typed with(Optional<Path> history) {
    return plain(Clock.systemUTC(), history);
  }

  private static Typed plain(Clock clock, Optional<Path> history) {
    Director director = Directors.of(SimulatedKernel.inMemory());
    return new Typed(clock, director, history, "ansi", new Size(120, 40), Colours.OFF);
  }

  /** A prompt on a terminal of a type and a width. */
  static Typed on(String type, int width, Colours colours) {
    return on(SimulatedKernel.inMemory(), type, width, colours);
  }

  static Typed on(Kernel kernel, String type, int width, Colours colours) {
    return on(Directors.of(kernel), type, width, colours);
  }

  static Typed on(Director director, String type, int width, Colours colours) {
    return new Typed(
        Clock.systemUTC(), director, Optional.empty(), type, new Size(width, 40), colours);
  }

  Typed line(String text) {
    return keys(text + "\r");
  }

  Typed keys(String keys) {
    try {
      terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return this;
  }

  /** Runs the prompt until it leaves, and gives everything that was written. */
  String run() {
    new PromptRunner(reader, looks, shell).run(new String[0]);
    return screen();
  }

  /** Waits until something has been written, while the prompt runs in a thread of its own. */
  Typed await(String words) throws InterruptedException {
    for (int turn = 0; turn < 2_000 && !screen().contains(words); turn++) {
      Thread.sleep(10);
    }
    if (!screen().contains(words)) {
      throw new AssertionError("no '" + words + "' in:\n" + screen());
    }
    return this;
  }

  Shell shell() {
    return shell;
  }

  String screen() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
