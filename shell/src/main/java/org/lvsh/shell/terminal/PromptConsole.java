package org.lvsh.shell.terminal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.view.Line;

/**
 * The console of the prompt. Questions have a reader of their own, so no answer enters the history.
 */
public final class PromptConsole implements Console {
  private final Terminal terminal;
  private final LineWriter writer;
  private final Colours colours;
  private final Works works;

  public PromptConsole(Terminal terminal, Colours colours, Clock clock) {
    this.terminal = terminal;
    this.writer = new LineWriter(terminal.writer(), colours);
    this.colours = colours;
    this.works =
        new Works(Optional.of(terminal.writer()), clock, terminal::getWidth, TickerThread::doing);
  }

  @Override
  public void print(List<Line> lines) {
    if (!lines.isEmpty()) {
      works.aside(() -> writer.write(lines));
    }
  }

  @Override
  public void tell(List<Line> lines) {
    print(lines);
  }

  @Override
  public boolean canAsk() {
    return true;
  }

  @Override
  public Reply ask(String question) {
    works.goOn();
    AtomicReference<Reply> reply = new AtomicReference<>();
    works.aside(() -> reply.set(asked(question)));
    return reply.get();
  }

  private Reply asked(String question) {
    LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    try {
      return Answer.of(reader.readLine(question + " [y/N] "));
    } catch (UserInterruptException no) {
      return Reply.NO;
    } catch (EndOfFileException end) {
      return Reply.NOBODY;
    }
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public Watch watch() {
    works.leave();
    return new WatchLine(Optional.of(terminal.writer()), works.alone(this::onInterrupt));
  }

  private Runnable onInterrupt(Runnable pressed) {
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> pressed.run());
    return () -> terminal.handle(Terminal.Signal.INT, before);
  }

  @Override
  public Optional<Screen> screen() {
    return LiveScreen.on(terminal, colours).map(works::aside);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Work begin(String what) {
    return works.begin(what);
  }

  @Override
  public Work beginChange(String what) {
    return works.beginChange(what);
  }

  @Override
  public Attendance attend(String verb) {
    works.attend();
    return works.statement(
        verb,
        () -> {
          Runnable quiet = onInterrupt(works::stop);
          return () -> {
            quiet.run();
            works.leave();
          };
        });
  }
}
