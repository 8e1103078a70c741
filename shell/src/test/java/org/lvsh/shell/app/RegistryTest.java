package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.command.RunOptions;
import org.lvsh.shell.session.Pruning;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Directors;
import org.lvsh.shell.terminal.Colours;
import org.lvsh.shell.terminal.LineWriter;
import org.lvsh.shell.terminal.StreamConsole;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandRegistry;

/** Every statement goes through Spring Shell's registry and executor, whichever way it comes in. */
class RegistryTest {
  private static final Set<String> VERBS =
      Set.of(
          "service",
          "server",
          "timeouts",
          "sync",
          "kernel",
          "no",
          "set",
          "add",
          "remove",
          "rename",
          "undo",
          "discard",
          "plan",
          "pool",
          "apply",
          "confirm",
          "drain",
          "undrain",
          "history",
          "rollback",
          "recover",
          "zero",
          "simulate",
          "clock",
          "allow",
          "trace",
          "explain",
          "probe",
          "doctor",
          "adopt",
          "format",
          "check",
          "export",
          "import",
          "show",
          "source",
          "help",
          "include",
          "let",
          "marks",
          "version",
          "watch",
          "exit");

  private final StringWriter output = new StringWriter();
  private final Shell shell =
      Shell.on(
          new Session(() -> Directors.of(SimulatedKernel.inMemory())),
          new StreamConsole(
              new LineWriter(new PrintWriter(output), Colours.OFF),
              new LineWriter(new PrintWriter(output), Colours.OFF),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()),
          new RunOptions(true, true, Pruning.NONE, false, Optional.empty()),
          Ran.NO_NETWORK);

  private void unregister(String verb) {
    CommandRegistry registry = shell.registry();
    Command command = registry.getCommandByName(verb);
    registry.unregisterCommand(command);
  }

  private Parsed parse(String text) {
    return shell.interpreter().parse(Source.of("test", text));
  }

  @Test
  void theRegistryHoldsTheStatementsOfTheLanguage() {
    Set<String> names = new TreeSet<>();
    shell.registry().getCommands().forEach(command -> names.add(command.getName()));
    assertEquals(new TreeSet<>(VERBS), names);
  }

  @Test
  void helpListsExactlyTheRegistry() {
    assertEquals(new TreeSet<>(VERBS), listed());
    unregister("rename");
    Set<String> left = new TreeSet<>(VERBS);
    left.remove("rename");
    assertEquals(left, listed());
  }

  /** The names in the list that help prints: indented, before a colon. */
  private Set<String> listed() {
    output.getBuffer().setLength(0);
    new StatementRunner(shell.interpreter()).run(parse("help"));
    Set<String> names = new TreeSet<>();
    output
        .toString()
        .lines()
        .filter(line -> line.matches("\\s+[a-z].*: .*"))
        .forEach(line -> names.addAll(List.of(line.strip().split(":", 2)[0].split(", "))));
    names.remove("quit");
    return names;
  }

  @Test
  void anUnregisteredStatementFailsAsAnArgument() {
    unregister("show");
    assertEquals(1, new StatementRunner(shell.interpreter()).run(parse("show services")).code());
    assertTold("there is no command 'show'");
  }

  @Test
  void anUnregisteredStatementFailsInAScript() {
    unregister("undo");
    Parsed script = parse("service web on 192.168.0.1 port 80\nundo\nplan\n");
    assertEquals(
        1, new ScriptRunner(shell.interpreter(), shell.files()).run(script, "test").code());
    assertTold("there is no command 'undo'");
    assertTold("stopped at test:2");
  }

  @Test
  void anUnregisteredStatementFailsAtThePrompt() {
    Clock clock = Clock.systemUTC();
    Typed typed = Typed.at(clock, shell -> shell.registry().unregisterCommand(show(shell)));
    typed.line("show services").line("exit");
    assertTrue(typed.run().contains("there is no command 'show'"), typed::screen);
  }

  private static Command show(Shell shell) {
    return shell.registry().getCommandByName("show");
  }

  @Test
  void springShellsOwnParserInterfaceReadsOneStatement() {
    assertEquals("plan", shell.parser().parse("plan as json").commandName());
  }

  private void assertTold(String words) {
    assertTrue(output.toString().contains(words), output::toString);
  }
}
