package org.lvsh.shell.terminal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.lvsh.kernel.Progress;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.view.Line;

/**
 * The console of the prompt. Questions have a reader of their own, so no answer enters the history.
 */
public final class PromptConsole implements Console {
  private final Terminal terminal;
  private final LineWriter writer;
  private final Colours colours;
  private final Clock clock;

  public PromptConsole(Terminal terminal, Colours colours, Clock clock) {
    this.terminal = terminal;
    this.writer = new LineWriter(terminal.writer(), colours);
    this.colours = colours;
    this.clock = clock;
  }

  @Override
  public void print(List<Line> lines) {
    writer.write(lines);
  }

  @Override
  public void tell(List<Line> lines) {
    writer.write(lines);
  }

  @Override
  public boolean canAsk() {
    return true;
  }

  @Override
  public Reply ask(String question) {
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
    return new WatchLine(Optional.of(terminal.writer()), this::onInterrupt);
  }

  private Runnable onInterrupt(Runnable pressed) {
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> pressed.run());
    return () -> terminal.handle(Terminal.Signal.INT, before);
  }

  @Override
  public Optional<Screen> screen() {
    return LiveScreen.on(terminal, colours);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Progress progress(String what) {
    return new ProgressLine(what, terminal.writer(), clock);
  }
}
