package org.lvsh.shell.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.lvsh.kernel.KernelException;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.parse.Parsed;
import org.lvsh.shell.command.LiveNames;
import org.lvsh.shell.command.PutBack;
import org.lvsh.shell.command.VersionCommand;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Trials;
import org.lvsh.shell.terminal.Looks;
import org.lvsh.shell.terminal.TickingPrompt;
import org.lvsh.shell.view.DiagnosticsView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.JLineInputProvider;
import org.springframework.shell.jline.JLineShellRunner;

/**
 * The prompt. Spring Shell's own loop leaves at Ctrl-C and ends in silence when a read fails; this
 * one clears the line at Ctrl-C, leaves at Ctrl-D, and says why it ends.
 */
final class PromptRunner extends JLineShellRunner {
  private static final String SOURCE = "prompt";

  private final LineReader reader;
  private final Looks looks;
  private final LiveNames names;
  private final Interpreter interpreter;

  /** Whether something waits to be confirmed, as far as was seen, and its end has not been told. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  PromptRunner(LineReader reader, Looks looks, Shell shell) {
    this(reader, looks, shell.names(), shell.parser(), shell.registry(), shell.interpreter());
  }

  private PromptRunner(
      LineReader reader,
      Looks looks,
      LiveNames names,
      StatementCommands commands,
      CommandRegistry registry,
      Interpreter interpreter) {
    super(new JLineInputProvider(reader), commands, registry);
    this.reader = reader;
    this.looks = looks;
    this.names = names;
    this.interpreter = interpreter;
  }

  @Override
  public void run(String[] arguments) {
    while (!interpreter.isLeaving()) {
      try {
        names.begin();
        tellSettled();
        String typed = read();
        tellSettled();
        line(typed);
      } catch (UserInterruptException cleared) {
        // The next prompt is all there is to do.
      } catch (KernelException unreachable) {
        interpreter.console().tell(new DiagnosticsView().lines(unreachable));
      } catch (EndOfFileException end) {
        interpreter.execute(new Statement.Exit(Span.NONE), SOURCE, true);
      }
    }
  }

  /** Says where one is, and how to go on. */
  void greet() {
    String kernel = interpreter.session().kernel().label();
    interpreter
        .console()
        .print(
            List.of(
                Line.of("%s, on the %s kernel".formatted(VersionCommand.text(), kernel)),
                Line.of(
                    "Tab and ? show what can come next, 'help' lists the statements, Ctrl-D"
                        + " leaves.")));
  }

  /**
   * Reads behind {@code lvsh simulated [2 staged] web> }; where there is room, what is staged
   * stands at the right, and how long something that was applied on trial can still be confirmed.
   */
  private String read() {
    Session session = interpreter.session();
    int count = session.staged().size();
    String staged = count == 0 ? "" : count + " staged";
    Optional<String> trial = countdown(session);
    String both = joined(staged, trial);
    boolean right = looks.hasRightPrompt();
    String changes = right || both.isEmpty() ? "" : " [" + both + "]";
    String context = session.context().map(name -> " " + name).orElse("");
    String left = "lvsh " + session.kernel().label() + changes + context + "> ";
    return right && trial.isPresent()
        ? TickingPrompt.read(
            reader,
            left,
            () -> countdown(session).map(time -> joined(staged, Optional.of(time))),
            this::settled)
        : reader.readLine(left, right ? both : null, (Character) null, null);
  }

  private static String joined(String staged, Optional<String> trial) {
    return trial.map(time -> staged.isEmpty() ? time : staged + ", " + time).orElse(staged);
  }

  /** Such as {@code confirm within 47s}; empty where nothing waits, or nobody can tell. */
  private static Optional<String> countdown(Session session) {
    Trials trials = session.store().trials();
    try {
      return trials
          .pending()
          .map(trial -> "confirm within %ds".formatted(trials.left(trial).toSeconds()));
    } catch (KernelException damaged) {
      // Whoever applies or confirms is told.
      return Optional.empty();
    }
  }

  /** Tells what has been settled behind whoever sits here, where no countdown has. */
  private void tellSettled() {
    if (isWaiting()) {
      waiting.set(true);
    } else if (waiting.get()) {
      warn(settled());
    }
  }

  private boolean isWaiting() {
    try {
      return interpreter.session().store().trials().pending().isPresent();
    } catch (KernelException damaged) {
      // Whoever applies or confirms is told.
      return waiting.get();
    }
  }

  private String settled() {
    waiting.set(false);
    boolean putBack =
        interpreter.session().store().history().list().entries().stream()
            .findFirst()
            .filter(newest -> PutBack.isOne(newest.deed()))
            .isPresent();
    return putBack
        ? "Nobody confirmed it in time: what was applied is put back."
        : "It is settled: 'history' says how.";
  }

  private void line(String text) {
    interpreter.parseTyped(Source.of("prompt", text)).ifPresent(this::carryOut);
  }

  private void carryOut(Parsed parsed) {
    if (parsed.hasErrors()) {
      interpreter.show(parsed.diagnostics());
      interpreter.session().refused(parsed.statements());
      if (parsed.statements().size() > 1) {
        warn("none of these %d statements was carried out".formatted(parsed.statements().size()));
      }
      return;
    }
    Progression progression = new Progression();
    for (Statement statement : parsed.statements()) {
      boolean failed = progression.fails(statement, interpreter.execute(statement, SOURCE, true));
      if (statement instanceof Statement.Confirm && !failed) {
        waiting.set(false);
      } else if (statement instanceof Statement.Apply && isWaiting()) {
        waiting.set(true);
      }
      if (failed && parsed.statements().size() > 1) {
        warn("what follows '%s' was not carried out".formatted(statement.span().text()));
      }
      if (failed || interpreter.isLeaving()) {
        return;
      }
    }
  }

  private void warn(String text) {
    interpreter.console().tell(List.of(Line.of(Line.Style.WARNING, text)));
  }
}
