package org.lvsh.shell.terminal;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.lvsh.shell.session.Working;

/**
 * The work that somebody waits for, in one line that is written over and over: what is done, how
 * far it is and how long it still takes, once it has taken half a second. Only the thread that is
 * waited for begins work that is seen; what others begin is {@link Work#UNSEEN}.
 */
final class Works implements Working {
  /** How long something may take before it is shown. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  private static final String CLEAR = "\r\u001B[K";

  private final Optional<PrintWriter> writer;
  private final Clock clock;
  private final Function<Runnable, Runnable> ticker;
  private Optional<Thread> attended = Optional.empty();
  private Optional<Piece> innermost = Optional.empty();
  private Runnable quiet = () -> {};
  private boolean shown;
  private boolean spoken;
  private volatile boolean stopping;

  /**
   * Nothing is attended yet.
   *
   * @param writer where it is shown; empty where nobody watches
   * @param ticker is given what is to be done now and then, and gives back what ends that
   */
  Works(Optional<PrintWriter> writer, Clock clock, Function<Runnable, Runnable> ticker) {
    this.writer = writer;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** From now on what this thread begins is seen. */
  synchronized void attend() {
    attended = Optional.of(Thread.currentThread());
  }

  /** From now on nothing is seen any more. */
  synchronized void leave() {
    hide();
    attended = Optional.empty();
  }

  /**
   * Begins a statement. What is nothing else meanwhile is shown as the statement's own work, until
   * it shows something itself.
   */
  synchronized Work beginStatement(String verb) {
    stopping = false;
    spoken = false;
    return begin(verb, false);
  }

  /** Somebody wants it to end. */
  void stop() {
    stopping = true;
  }

  /** Shows something else there, without a line of work in between. */
  synchronized void aside(Runnable speaking) {
    hide();
    spoken = true;
    speaking.run();
  }

  private void hide() {
    if (shown) {
      write(CLEAR);
      shown = false;
    }
  }

  @Override
  public Work begin(String what) {
    return begin(what, false);
  }

  @Override
  public Work beginChange(String what) {
    return begin(what, true);
  }

  private synchronized Work begin(String what, boolean changing) {
    if (!attended.equals(Optional.of(Thread.currentThread()))) {
      return Work.UNSEEN;
    }
    Piece piece = new Piece(what, changing, innermost);
    piece.goOn();
    if (innermost.isEmpty()) {
      quiet = ticker.apply(this::show);
    }
    innermost = Optional.of(piece);
    return piece;
  }

  private synchronized void end(Piece piece) {
    hide();
    innermost = piece.outer;
    if (innermost.isEmpty()) {
      quiet.run();
    }
  }

  private synchronized void show() {
    innermost
        .filter(piece -> attended.isPresent())
        .filter(piece -> !spoken || piece.outer.isPresent())
        .flatMap(Piece::line)
        .ifPresent(
            line -> {
              write(CLEAR + line);
              shown = true;
            });
  }

  private void write(String text) {
    writer.ifPresent(
        there -> {
          there.print(text);
          there.flush();
        });
  }

  private final class Piece implements Work {
    private final String what;
    private final boolean changing;
    private final Optional<Piece> outer;
    private final Instant start = clock.instant();
    private volatile int done;
    private volatile int total = UNKNOWN;

    Piece(String what, boolean changing, Optional<Piece> outer) {
      this.what = what;
      this.changing = changing || outer.filter(around -> around.changing).isPresent();
      this.outer = outer;
    }

    @Override
    public void report(int done, int total) {
      this.done = done;
      this.total = total;
      goOn();
    }

    private void goOn() {
      if (stopping && !changing) {
        throw new CancellationException();
      }
    }

    @Override
    public boolean isStopping() {
      return stopping;
    }

    @Override
    public void close() {
      end(this);
    }

    private Optional<String> line() {
      Duration spent = Duration.between(start, clock.instant());
      return spent.compareTo(PATIENCE) <= 0
          ? Optional.empty()
          : Optional.of(what + reached(spent) + (stopping ? "; stopping…" : ""));
    }

    private String reached(Duration spent) {
      int now = done;
      int all = total;
      if (now == 0 || (now >= all && all != UNKNOWN)) {
        return ", %,d s".formatted(spent.toSeconds());
      }
      return all == UNKNOWN
          ? ": %,d so far".formatted(now)
          : ": %,d of %,d, about %,d s left"
              .formatted(now, all, spent.toMillis() * (all - now) / now / 1_000 + 1);
    }
  }
}
