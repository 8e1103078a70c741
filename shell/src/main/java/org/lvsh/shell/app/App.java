package org.lvsh.shell.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.lvsh.kernel.KernelException;
import org.lvsh.language.complete.StatementRoles;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Parsed;
import org.lvsh.language.parse.SourceReader;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.command.Exit;
import org.lvsh.shell.command.FileSources;
import org.lvsh.shell.command.VersionCommand;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.terminal.Colours;
import org.lvsh.shell.terminal.LineWriter;
import org.lvsh.shell.terminal.LiveScreen;
import org.lvsh.shell.terminal.Looks;
import org.lvsh.shell.terminal.PromptConsole;
import org.lvsh.shell.terminal.PromptReader;
import org.lvsh.shell.terminal.StreamConsole;
import org.lvsh.shell.view.DiagnosticsView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.ExitStatus;

/** Finds which of the three ways in is meant, and goes it. */
final class App {
  /** By itself, for the loggers of Java are not to be loaded where no terminal is used. */
  private static final class Jline {
    /**
     * What JLine has to say of an odd terminal is of no use to an operator: it works all the same.
     */
    static final Logger LOGGER = Logger.getLogger("org.jline");
  }

  private final Surroundings surroundings;

  App(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs lvsh and gives the exit status of the process. */
  int run(String[] line) {
    Arguments arguments;
    try {
      arguments = Arguments.read(line, surroundings.environment());
    } catch (Arguments.Wrong wrong) {
      return usage(wrong.getMessage());
    }
    if (arguments.help()) {
      surroundings.output().print(Usage.TEXT);
      return written(Exit.DONE).code();
    }
    if (arguments.version()) {
      surroundings.output().println(VersionCommand.text());
      return written(Exit.DONE).code();
    }
    return written(run(arguments)).code();
  }

  /** What could not be written was not done for whoever reads it. */
  private ExitStatus written(ExitStatus status) {
    if (!surroundings.output().checkError() || status.code() == Exit.FAILED.code()) {
      return status;
    }
    return error("not all of the output could be written", Exit.FAILED);
  }

  private ExitStatus run(Arguments arguments) {
    List<String> words = arguments.words();
    try {
      if (words.isEmpty()) {
        return surroundings.inputIsTerminal() ? atTerminal(arguments) : noTerminal();
      }
      if (words.equals(List.of("-"))) {
        return script(arguments, standardInput(), "stdin");
      }
      if (words.size() == 1 && isScript(words.get(0))) {
        String path = words.get(0);
        return script(
            arguments, new SourceReader().file(Path.of(path), path), FileSources.name(path));
      }
      String text = CommandLineText.of(words);
      if (text.isBlank()) {
        return statusOfUsage("there is no statement on the command line");
      }
      return statement(arguments, text);
    } catch (SourceReader.Unreadable unreadable) {
      return unreadable(arguments, unreadable.diagnostic());
    } catch (KernelException failed) {
      return unreachable(failed);
    } catch (IOException failed) {
      return error("cannot read or write: " + failed.getMessage(), Exit.FAILED);
    }
  }

  private ExitStatus noTerminal() {
    return statusOfUsage("standard input is no terminal: 'lvsh -' reads statements from it");
  }

  private ExitStatus statusOfUsage(String message) {
    usage(message);
    return Exit.USAGE;
  }

  private Source standardInput() throws SourceReader.Unreadable, IOException {
    return new SourceReader().stream(surroundings.input(), "standard input");
  }

  /** One word that is a file, or looks like the path of one, rather than a statement. */
  private static boolean isScript(String word) {
    if (word.endsWith(".lvs") || word.startsWith("/") || word.startsWith("./")) {
      return word.chars().noneMatch(Character::isWhitespace) || exists(word);
    }
    return word.contains("/") && exists(word);
  }

  private static boolean exists(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException impossible) {
      return false;
    }
  }

  private ExitStatus script(Arguments arguments, Source source, String name) {
    boolean ask = !source.name().equals("standard input");
    try (Shell shell = shell(arguments, console(arguments, ask))) {
      Parsed parsed = shell.interpreter().parse(source);
      Optional<String> idle = idle(arguments, parsed);
      if (idle.isPresent()) {
        return statusOfUsage(idle.get());
      }
      ExitStatus status = new ScriptRunner(shell.interpreter(), shell.files()).run(parsed, name);
      tellForgotten(arguments, shell);
      return status;
    }
  }

  private ExitStatus statement(Arguments arguments, String text) {
    try (Shell shell = shell(arguments, console(arguments, true))) {
      Parsed parsed = shell.interpreter().parse(Source.of("command line", text));
      Optional<String> idle = idle(arguments, parsed);
      if (idle.isPresent()) {
        return statusOfUsage(idle.get());
      }
      ExitStatus status = new StatementRunner(shell.interpreter()).run(parsed);
      tellForgotten(arguments, shell);
      return status;
    }
  }

  /** Where the text has mistakes they are told, and nothing is carried out. */
  private static Optional<String> idle(Arguments arguments, Parsed parsed) {
    return parsed.hasErrors()
        ? Optional.empty()
        : IdleOptions.told(arguments.run(), parsed.statements());
  }

  /** A simulated kernel in memory ends with the process: whoever has changed it should know. */
  private static void tellForgotten(Arguments arguments, Shell shell) {
    boolean simulated = arguments.kernel().equals(Optional.of(Arguments.KernelChoice.SIMULATED));
    boolean kept = !simulated || arguments.state().isPresent();
    if (!kept && shell.session().changes() > 0) {
      String told = "the simulated kernel is gone now: with --state FILE it keeps what was applied";
      shell.interpreter().console().tell(List.of(Line.of(Line.Style.WARNING, told)));
    }
  }

  private Shell shell(Arguments arguments, Console console) {
    return shell(arguments, console, () -> new KernelChooser(surroundings).choose(arguments));
  }

  private Shell shell(Arguments arguments, Console console, Supplier<Director> director) {
    return Shell.on(
        new Session(director, console), console, arguments.run(), surroundings.prober());
  }

  /** Whatever is typed there changes something at some time. */
  private ExitStatus atTerminal(Arguments arguments) throws IOException {
    return arguments.run().check() ? statusOfUsage(IdleOptions.CHECK) : prompt(arguments);
  }

  private ExitStatus prompt(Arguments arguments) throws IOException {
    try (Terminal terminal = systemTerminal()) {
      return prompt(arguments, terminal, surroundings.historyFile());
    }
  }

  /** A signal that nothing is done about must not end the process behind its back. */
  private static Terminal systemTerminal() throws IOException {
    Jline.LOGGER.setLevel(Level.OFF);
    return TerminalBuilder.builder()
        .system(true)
        .signalHandler(Terminal.SignalHandler.SIG_IGN)
        .build();
  }

  /** The prompt on a given terminal. */
  ExitStatus prompt(Arguments arguments, Terminal terminal, Optional<Path> history) {
    Colours colours = colours(arguments, true);
    Console console = new PromptConsole(terminal, colours, surroundings.clock());
    KernelQuestion question = new KernelQuestion(new KernelChooser(surroundings), console);
    Optional<Director> chosen = question.settle(arguments);
    if (chosen.isEmpty()) {
      return Exit.FAILED;
    }
    try (Shell shell = shell(arguments, console, chosen::get)) {
      Looks looks = new Looks(terminal, colours);
      LineReader reader =
          PromptReader.on(
              terminal, looks, shell.names(), new StatementRoles(new MachinePortNames()), history);
      PromptRunner runner = new PromptRunner(reader, looks, shell);
      runner.greet();
      runner.run(new String[0]);
      return Exit.DONE;
    }
  }

  private Console console(Arguments arguments, boolean ask) {
    boolean canAsk = ask && surroundings.inputIsTerminal() && surroundings.errorIsTerminal();
    Optional<BufferedReader> answers =
        canAsk
            ? Optional.of(
                new BufferedReader(
                    new InputStreamReader(surroundings.input(), StandardCharsets.UTF_8)))
            : Optional.empty();
    return new StreamConsole(
        writer(arguments, surroundings.output(), surroundings.outputIsTerminal()),
        writer(arguments, surroundings.errors(), surroundings.errorIsTerminal()),
        answers,
        surroundings.errorIsTerminal() ? Optional.of(surroundings.clock()) : Optional.empty(),
        surroundings.inputIsTerminal() && surroundings.outputIsTerminal()
            ? Optional.of(live -> show(live, colours(arguments, true)))
            : Optional.empty());
  }

  /** The terminal is asked for when something is shown on its whole screen, and let go then. */
  private static void show(Console.Live live, Colours colours) {
    try (Terminal terminal = systemTerminal()) {
      LiveScreen.on(terminal, colours)
          .orElseThrow(
              () ->
                  new KernelException(
                      "this terminal has no whole screen: 'watch … as json' writes lines"))
          .show(live);
    } catch (IOException failed) {
      throw new KernelException("the terminal cannot be used: " + failed.getMessage());
    }
  }

  private LineWriter writer(Arguments arguments, PrintStream stream, boolean terminal) {
    PrintWriter writer = new PrintWriter(stream, false, StandardCharsets.UTF_8);
    return new LineWriter(writer, colours(arguments, terminal));
  }

  private Colours colours(Arguments arguments, boolean terminal) {
    boolean wanted = terminal && !surroundings.isPlain();
    return switch (arguments.colour()) {
      case ALWAYS -> Colours.ON;
      case NEVER -> Colours.OFF;
      case AUTO -> wanted ? Colours.ON : Colours.OFF;
    };
  }

  private ExitStatus unreadable(Arguments arguments, Diagnostic diagnostic) {
    try (Shell shell = shell(arguments, console(arguments, false))) {
      shell.interpreter().show(List.of(diagnostic));
    }
    return Exit.FAILED;
  }

  private ExitStatus unreachable(KernelException failed) {
    new DiagnosticsView().lines(failed).forEach(line -> surroundings.errors().println(line.text()));
    return Exit.FAILED;
  }

  private int usage(String message) {
    error(message, Exit.USAGE);
    surroundings.errors().println("  hint: 'lvsh --help' says how lvsh is called");
    return Exit.USAGE.code();
  }

  private ExitStatus error(String message, ExitStatus status) {
    surroundings.errors().println("error: " + CaretRenderer.printable(message));
    return status;
  }
}
