package org.lvsh.shell.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jline.utils.Signals;
import org.lvsh.kernel.Progress;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.view.Line;

/** A console on standard streams, for scripts and single statements. */
public final class StreamConsole implements Console {
  private static final String INTERRUPT = "INT";

  private final LineWriter output;
  private final LineWriter errors;
  private final Optional<BufferedReader> answers;
  private final Optional<Clock> clock;
  private final Optional<Screen> screen;

  /**
   * Makes a console.
   *
   * @param answers where answers come from, where somebody is there to give them
   * @param clock times the progress, where somebody watches it on the stream for errors
   * @param screen of the terminal, where both streams are one
   */
  public StreamConsole(
      LineWriter output,
      LineWriter errors,
      Optional<BufferedReader> answers,
      Optional<Clock> clock,
      Optional<Screen> screen) {
    this.output = output;
    this.errors = errors;
    this.answers = answers;
    this.clock = clock;
    this.screen = screen;
  }

  @Override
  public void print(List<Line> lines) {
    output.write(lines);
  }

  @Override
  public void tell(List<Line> lines) {
    output.writer().flush();
    errors.write(lines);
  }

  @Override
  public boolean canAsk() {
    return answers.isPresent();
  }

  @Override
  public Reply ask(String question) {
    if (answers.isEmpty()) {
      return Reply.NOBODY;
    }
    PrintWriter writer = errors.writer();
    writer.print(question + " [y/N] ");
    writer.flush();
    try {
      return Answer.of(answers.get().readLine());
    } catch (IOException unreadable) {
      return Reply.NOBODY;
    }
  }

  @Override
  public boolean isWatched() {
    return clock.isPresent();
  }

  /** Without somebody who watches, Ctrl-C ends the process as ever. */
  @Override
  public Watch watch() {
    return isWatched()
        ? new WatchLine(Optional.of(errors.writer()), StreamConsole::onInterrupt)
        : new WatchLine(Optional.empty(), pressed -> () -> {});
  }

  private static Runnable onInterrupt(Runnable pressed) {
    Object before = Signals.register(INTERRUPT, pressed);
    return () -> Signals.unregister(INTERRUPT, before);
  }

  @Override
  public Optional<Screen> screen() {
    return screen;
  }

  @Override
  public boolean isOpen() {
    return !output.writer().checkError();
  }

  @Override
  public Progress progress(String what) {
    return clock
        .<Progress>map(running -> new ProgressLine(what, errors.writer(), running))
        .orElse(Progress.SILENT);
  }
}
