package org.lvsh.shell.terminal;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlockingReader;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.watch.Key;

/**
 * Shows something live on the whole screen of a terminal. Keys are taken and the screen is drawn by
 * the thread that shows it; what is shown is read by another one, so that no key waits for the
 * kernel.
 */
public final class LiveScreen implements Console.Screen {
  /** How often one looks whether the size has changed or something has been read. */
  private static final long TICK_MILLIS = 50;

  private static final long AT_ONCE_MILLIS = 1;

  /** Of those that come without a pause, as when somebody pastes, before it is drawn again. */
  private static final int MOST_KEYS = 50;

  private final Terminal terminal;
  private final Colours colours;

  private LiveScreen(Terminal terminal, Colours colours) {
    this.terminal = terminal;
    this.colours = colours;
  }

  /** The screen of a terminal; empty where it can only write line after line. */
  public static Optional<Console.Screen> on(Terminal terminal, Colours colours) {
    boolean whole =
        terminal.getStringCapability(InfoCmp.Capability.cursor_address) != null
            && terminal.getStringCapability(InfoCmp.Capability.clear_screen) != null;
    return whole ? Optional.of(new LiveScreen(terminal, colours)) : Optional.empty();
  }

  @Override
  public void show(Console.Live live) {
    ExecutorService reading =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "watch");
              thread.setDaemon(true);
              return thread;
            });
    try (FullScreen screen = FullScreen.take(terminal, colours)) {
      new Turns(live, screen, reading).run();
    } finally {
      reading.shutdown();
    }
  }

  /** What is done in turn. */
  private static final class Turns {
    private final Console.Live live;
    private final FullScreen screen;
    private final ExecutorService reading;
    private Optional<Future<Runnable>> pending = Optional.empty();

    Turns(Console.Live live, FullScreen screen, ExecutorService reading) {
      this.live = live;
      this.screen = screen;
      this.reading = reading;
    }

    void run() {
      boolean goesOn = true;
      boolean stale = true;
      while (goesOn) {
        stale |= takeWhatWasRead();
        readWhenItIsTime();
        stale |= screen.hasChanged();
        if (stale) {
          screen.draw(live);
        }
        int waiting = screen.await(TICK_MILLIS);
        stale = waiting != NonBlockingReader.READ_EXPIRED;
        goesOn =
            waiting != NonBlockingReader.EOF && !screen.isInterrupted() && (!stale || takeKeys());
      }
      pending.ifPresent(this::finish);
    }

    /** Nothing else may use the kernel while it is still being read. */
    private void finish(Future<Runnable> read) {
      screen.close();
      result(read);
    }

    private boolean takeKeys() {
      int waiting = 0;
      for (int count = 0; count < MOST_KEYS && waiting >= 0; count++) {
        Optional<Key> key = screen.take();
        if (key.isPresent() && !press(key.get())) {
          return false;
        }
        waiting = screen.await(AT_ONCE_MILLIS);
      }
      return waiting != NonBlockingReader.EOF;
    }

    private boolean press(Key key) {
      if (key.kind() == Key.Kind.REDRAW) {
        screen.clear();
      }
      return live.press(key, screen.width(), screen.height());
    }

    private void readWhenItIsTime() {
      boolean due = live.pause().map(left -> left.isZero()).orElse(false);
      if (pending.isEmpty() && due) {
        pending = Optional.of(reading.submit(live.reading()::get));
      }
    }

    private boolean takeWhatWasRead() {
      boolean read = pending.isPresent() && pending.get().isDone();
      if (read) {
        result(pending.get()).run();
        pending = Optional.empty();
      }
      return read;
    }

    private Runnable result(Future<Runnable> read) {
      try {
        return read.get();
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return () -> {};
      }
    }
  }
}
