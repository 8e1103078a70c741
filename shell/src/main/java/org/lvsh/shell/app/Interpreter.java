package org.lvsh.shell.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.lvsh.kernel.KernelException;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.parse.Definitions;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.command.Exit;
import org.lvsh.shell.command.Running;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Working;
import org.lvsh.shell.view.DiagnosticsView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.InputReader;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandExecutionException;
import org.springframework.shell.core.command.CommandExecutor;
import org.springframework.shell.core.command.CommandNotFoundException;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ExitStatus;

/** Carries statements out through Spring Shell's executor, whichever way they came in. */
final class Interpreter {
  private static final InputReader NO_INPUT = new InputReader() {};

  private final CommandExecutor executor;
  private final CommandRegistry registry;
  private final StatementCommands commands;
  private final Running running;
  private final Session session;
  private final Console console;

  Interpreter(
      CommandExecutor executor,
      CommandRegistry registry,
      StatementCommands commands,
      Running running,
      Session session,
      Console console) {
    this.executor = executor;
    this.registry = registry;
    this.commands = commands;
    this.running = running;
    this.session = session;
    this.console = console;
  }

  /** Reads a text that goes on from what was said in the session. */
  Parsed parse(Source source) {
    try (Working.Work work = console.begin("reading " + CaretRenderer.printable(source.name()))) {
      return commands.parse(source, Definitions.of(session.statements()), work::report);
    }
  }

  /** The same of what somebody types at the prompt; empty where Ctrl-C ended it. */
  Optional<Parsed> parseTyped(Source source) {
    Console.Attendance attendance = console.attend("reading");
    try (Working.Work work = console.begin("reading")) {
      Definitions said = Definitions.of(session.statements());
      Parsed parsed = commands.parseTyped(source, said, work::report);
      work.report(1, 1);
      return Optional.of(parsed);
    } catch (CancellationException ended) {
      stopped(false);
      return Optional.empty();
    } finally {
      attendance.close();
    }
  }

  Console console() {
    return console;
  }

  Session session() {
    return session;
  }

  boolean isLeaving() {
    return running.isLeaving();
  }

  void show(List<Diagnostic> diagnostics) {
    console.tell(new DiagnosticsView().lines(diagnostics));
  }

  /** Whether something is staged and not applied; says so. */
  boolean tellStaged() {
    int staged = session.staged().size();
    if (staged > 0) {
      String told =
          "%d staged statement%s not applied: the kernel is unchanged by %s"
              .formatted(staged, staged == 1 ? " was" : "s were", staged == 1 ? "it" : "them");
      console.tell(List.of(Line.of(Line.Style.WARNING, told)));
    }
    return staged > 0;
  }

  /**
   * Carries one statement out.
   *
   * @param source whose a declaration is
   * @param interactive whether somebody typed it
   */
  ExitStatus execute(Statement statement, String source, boolean interactive) {
    running.begin(statement, source, interactive);
    StringWriter text = new StringWriter();
    CommandContext context =
        new CommandContext(commands.input(statement), registry, new PrintWriter(text), NO_INPUT);
    int changes = session.changes();
    Console.Attendance attendance = console.attend(statement.verb());
    try {
      ExitStatus status = executor.execute(context);
      return attendance.isStopped() ? ended(status, session.changes() > changes) : status;
    } catch (CommandNotFoundException missing) {
      return failed("there is no command '%s' in this shell".formatted(statement.verb()));
    } catch (CommandExecutionException failed) {
      return failed.getCause() instanceof CancellationException
          ? stopped(session.changes() > changes)
          : failed(failed);
    } finally {
      console.print(text.toString().lines().map(Line::of).toList());
      attendance.close();
      leaveContext(statement);
      running.end();
    }
  }

  /** A service stays the context until a statement of another kind. */
  private void leaveContext(Statement statement) {
    if (!statement.isChange()) {
      session.leaveContext();
    }
  }

  private ExitStatus failed(String message) {
    console.tell(List.of(Line.of(Line.Style.ERROR, "error: " + message)));
    return Exit.FAILED;
  }

  /** Whoever pressed Ctrl-C does not want what follows, even where it came too late for this. */
  private ExitStatus ended(ExitStatus status, boolean changed) {
    if (status.code() != Exit.DONE.code() && status.code() != Exit.CHANGES.code()) {
      return status;
    }
    String told =
        changed
            ? "Ctrl-C came too late: it is done"
            : "stopped behind it; what is staged stays staged";
    console.tell(List.of(Line.of(Line.Style.WARNING, told)));
    return Exit.STOPPED;
  }

  private ExitStatus stopped(boolean changed) {
    session.givenUp();
    String told = changed ? "stopped; what was done before stays" : "stopped; nothing was changed";
    console.tell(List.of(Line.of(Line.Style.WARNING, told)));
    return Exit.STOPPED;
  }

  private ExitStatus failed(CommandExecutionException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof KernelException unreachable) {
      console.tell(new DiagnosticsView().lines(unreachable));
      return Exit.FAILED;
    }
    return failed("this is a mistake of lvsh, not yours: " + cause + "; please report it");
  }
}
