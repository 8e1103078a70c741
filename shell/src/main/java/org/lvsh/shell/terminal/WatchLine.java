package org.lvsh.shell.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.lvsh.shell.command.Console;

/** A line that is written over and over until Ctrl-C. */
final class WatchLine implements Console.Watch {
  private static final String CLEAR = "\r\u001B[K";

  private final Optional<PrintWriter> writer;
  private final CountDownLatch pressed = new CountDownLatch(1);
  private final Runnable quiet;

  /**
   * Makes a line.
   *
   * @param writer where it is shown; empty where nobody watches
   * @param interrupts is given what is to happen at Ctrl-C, and gives back what ends that
   */
  WatchLine(Optional<PrintWriter> writer, Function<Runnable, Runnable> interrupts) {
    this.writer = writer;
    this.quiet = interrupts.apply(pressed::countDown);
  }

  @Override
  public boolean show(String line, Duration pause) {
    write(CLEAR + line);
    try {
      return !pressed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    write(CLEAR);
    quiet.run();
  }

  private void write(String text) {
    writer.ifPresent(
        there -> {
          there.print(text);
          there.flush();
        });
  }
}
