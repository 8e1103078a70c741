package org.lvsh.shell.terminal;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.session.Working;

/**
 * The work that somebody waits for, in one line that is written over and over: what is done, how
 * far it is and how long it still takes, once it has taken half a second. Only the thread that is
 * waited for begins work that is seen; what others begin is {@link Work#UNSEEN}.
 */
final class Works implements Working {
  /** How long something may take before it is shown. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  /** Of a terminal that does not know its own. */
  static final int WIDTH = 80;

  private static final String CLEAR = "\r\u001B[K";

  private final Optional<PrintWriter> writer;
  private final Clock clock;
  private final Function<Runnable, Runnable> ticker;
  private final IntSupplier width;
  private Optional<Thread> attended = Optional.empty();
  private Optional<Piece> innermost = Optional.empty();
  private Runnable quiet = () -> {};
  private int room = WIDTH - 1;
  private boolean shown;
  private volatile boolean stopping;

  /**
   * Nothing is attended yet.
   *
   * @param writer where it is shown; empty where nobody watches
   * @param width of the line, in characters; a longer one would not be taken away whole
   * @param ticker is given what is to be done now and then, and gives back what ends that
   */
  Works(
      Optional<PrintWriter> writer,
      Clock clock,
      IntSupplier width,
      Function<Runnable, Runnable> ticker) {
    this.writer = writer;
    this.clock = clock;
    this.width = width;
    this.ticker = ticker;
  }

  /** From now on what this thread begins is seen. */
  synchronized void attend() {
    attended = Optional.of(Thread.currentThread());
    int columns = width.getAsInt();
    room = columns > 0 ? columns - 1 : WIDTH - 1;
  }

  /** From now on nothing is seen any more. */
  synchronized void leave() {
    hide();
    attended = Optional.empty();
  }

  /**
   * Begins a statement. What is nothing else meanwhile is shown as the statement's own work. Where
   * something itself is shown, no line of what it is part of is shown any more, unless that changes
   * something.
   */
  synchronized Work beginStatement(String verb) {
    stopping = false;
    Piece piece = new Piece(verb, Kind.STATEMENT, innermost);
    return begin(piece);
  }

  /**
   * Begins a statement, up to the end of its attendance.
   *
   * @param hearing begins to hear Ctrl-C, and gives what ends that
   */
  Console.Attendance statement(String verb, Supplier<Runnable> hearing) {
    Work statement = beginStatement(verb);
    Runnable deaf = hearing.get();
    return new Console.Attendance() {
      @Override
      public boolean isStopped() {
        return isStopping();
      }

      @Override
      public void close() {
        deaf.run();
        statement.close();
      }
    };
  }

  /**
   * For what has the terminal for itself, and Ctrl-C means it alone: behind it work is seen again.
   *
   * @param hearing begins to do something at Ctrl-C, and gives what ends that
   */
  UnaryOperator<Runnable> alone(UnaryOperator<Runnable> hearing) {
    return pressed -> {
      Runnable deaf = hearing.apply(pressed);
      return () -> {
        deaf.run();
        attend();
      };
    };
  }

  /** Whether somebody has wanted this statement to end. */
  boolean isStopping() {
    return stopping;
  }

  /**
   * Goes no further where somebody wants this statement to end, and nothing is being changed.
   *
   * @throws CancellationException then
   */
  synchronized void goOn() {
    if (stopping && innermost.filter(Piece::isChanging).isEmpty()) {
      throw new CancellationException();
    }
  }

  /** Somebody wants it to end. */
  void stop() {
    stopping = true;
  }

  /** Shows something else there, without a line of work in between. */
  synchronized void aside(Runnable speaking) {
    hide();
    innermost.ifPresent(Piece::speak);
    speaking.run();
  }

  /** A screen on which no line of work is shown. */
  Console.Screen aside(Console.Screen screen) {
    return live -> {
      leave();
      try {
        screen.show(live);
      } finally {
        attend();
      }
    };
  }

  private void hide() {
    if (shown) {
      write(CLEAR);
      shown = false;
    }
  }

  @Override
  public Work begin(String what) {
    return begin(new Piece(what, Kind.READING, innermost));
  }

  @Override
  public Work beginChange(String what) {
    return begin(new Piece(what, Kind.CHANGE, innermost));
  }

  private synchronized Work begin(Piece piece) {
    if (!attended.equals(Optional.of(Thread.currentThread()))) {
      return Work.UNSEEN;
    }
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

  /** The innermost that has taken long enough. */
  private synchronized void show() {
    Optional<Piece> piece = attended.isEmpty() ? Optional.empty() : innermost;
    while (piece.isPresent() && piece.get().line().isEmpty()) {
      piece = piece.get().outer;
    }
    piece
        .flatMap(Piece::line)
        .ifPresent(
            line -> {
              write(CLEAR + (line.length() > room ? line.substring(0, room) : line));
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

  /** What a piece of work is about. */
  private enum Kind {
    STATEMENT,
    READING,
    CHANGE
  }

  private final class Piece implements Work {
    private final String what;
    private final Kind kind;
    private final Optional<Piece> outer;
    private final Instant start = clock.instant();
    private boolean spoken;
    private volatile int done;
    private volatile int total = UNKNOWN;

    Piece(String what, Kind kind, Optional<Piece> outer) {
      this.what = what;
      this.kind = kind;
      this.outer = outer;
    }

    /** What is shown meanwhile tells enough, and may be on its way through another program. */
    private void speak() {
      spoken = true;
      outer.ifPresent(Piece::speak);
    }

    private boolean isChanging() {
      return kind == Kind.CHANGE || outer.filter(Piece::isChanging).isPresent();
    }

    @Override
    public void report(int done, int total) {
      this.done = done;
      this.total = total;
      goOn();
    }

    private void goOn() {
      if (stopping && !isChanging()) {
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
      return spent.compareTo(PATIENCE) <= 0 || (spoken && kind != Kind.CHANGE)
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
