package org.lvsh.shell.command;

import java.util.List;
import org.lvsh.kernel.KernelException;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.view.DiagnosticsView;
import org.lvsh.shell.view.Line;
import org.springframework.shell.core.command.AbstractCommand;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * A statement as a command of Spring Shell, under the statement's first word.
 *
 * @param <S> the tree of the statement
 */
public abstract class StatementCommand<S extends Statement> extends AbstractCommand {
  private final Class<S> type;
  private final Running running;
  private final Console console;

  StatementCommand(Topic topic, Class<S> type, Running running, Console console) {
    super(topic.verb(), topic.summary(), topic.group());
    this.type = type;
    this.running = running;
    this.console = console;
  }

  @Override
  public String getHelp() {
    return HelpPages.page(getName());
  }

  @Override
  public final ExitStatus doExecute(CommandContext context) {
    Staged statement = running.statement();
    try {
      return run(type.cast(statement.statement()), statement, context);
    } catch (KernelException failed) {
      return fail(failed);
    }
  }

  /**
   * Carries the statement out.
   *
   * @throws KernelException where the kernel cannot be reached; its message is shown
   */
  abstract ExitStatus run(S statement, Staged where, CommandContext context);

  Console console() {
    return console;
  }

  Running running() {
    return running;
  }

  /** Shows why the kernel could not be reached, and the way out. */
  ExitStatus fail(KernelException failed) {
    console.tell(new DiagnosticsView().lines(failed));
    return Exit.FAILED;
  }

  /** Shows an error that is in no text. */
  ExitStatus fail(String message) {
    String safe = CaretRenderer.printable(message);
    console.tell(List.of(Line.of(Line.Style.ERROR, "error: " + safe)));
    return Exit.FAILED;
  }

  /** Shows diagnostics, and says whether the statement can go on. */
  boolean passes(List<Diagnostic> diagnostics) {
    console.tell(new DiagnosticsView().lines(diagnostics));
    return diagnostics.stream().noneMatch(Diagnostic::isError);
  }
}
