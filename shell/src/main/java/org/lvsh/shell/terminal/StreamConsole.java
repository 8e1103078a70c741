package org.lvsh.shell.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;
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
  private final Works works;

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
    this.works =
        new Works(
            clock.map(running -> errors.writer()),
            clock.orElseGet(Clock::systemUTC),
            () -> Works.WIDTH,
            clock.isPresent() ? TickerThread::doing : work -> () -> {});
    works.attend();
  }

  @Override
  public void print(List<Line> lines) {
    if (!lines.isEmpty()) {
      works.aside(() -> output.write(lines));
    }
  }

  @Override
  public void tell(List<Line> lines) {
    if (!lines.isEmpty()) {
      works.aside(
          () -> {
            output.writer().flush();
            errors.write(lines);
          });
    }
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
    works.goOn();
    AtomicReference<Reply> reply = new AtomicReference<>();
    works.aside(() -> reply.set(asked(question, answers.get())));
    return reply.get();
  }

  private Reply asked(String question, BufferedReader input) {
    PrintWriter writer = errors.writer();
    writer.print(question + " [y/N] ");
    writer.flush();
    try {
      return Answer.of(input.readLine());
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
    works.leave();
    return isWatched()
        ? new WatchLine(Optional.of(errors.writer()), works.alone(StreamConsole::onInterrupt))
        : new WatchLine(Optional.empty(), pressed -> works::attend);
  }

  private static Runnable onInterrupt(Runnable pressed) {
    Object before = Signals.register(INTERRUPT, pressed);
    return () -> Signals.unregister(INTERRUPT, before);
  }

  @Override
  public Optional<Screen> screen() {
    return screen.map(works::aside);
  }

  @Override
  public boolean isOpen() {
    return !output.writer().checkError();
  }

  @Override
  public Work begin(String what) {
    return works.begin(what);
  }

  /** Ctrl-C ends the process as ever, but not in the middle of a change. */
  @Override
  public Work beginChange(String what) {
    Work work = works.beginChange(what);
    Runnable quiet = onInterrupt(works::stop);
    return new Work() {
      @Override
      public void report(int done, int total) {
        work.report(done, total);
      }

      @Override
      public boolean isStopping() {
        return work.isStopping();
      }

      @Override
      public void close() {
        quiet.run();
        work.close();
      }
    };
  }

  @Override
  public Attendance attend(String verb) {
    return works.statement(verb, () -> () -> {});
  }
}
