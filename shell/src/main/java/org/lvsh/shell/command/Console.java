package org.lvsh.shell.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lvsh.shell.session.Working;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.ScreenLine;
import org.lvsh.shell.watch.Key;

/** Where a command shows and asks, and what somebody who waits there sees of long work. */
public interface Console extends Working {
  /** Shows what was asked for. */
  void print(List<Line> lines);

  /** Shows what is wrong or worth knowing, apart from what was asked for. */
  void tell(List<Line> lines);

  /** Whether somebody is there to answer. */
  boolean canAsk();

  /** Asks a question; anything but a clear yes is a no. */
  Reply ask(String question);

  /** Asks a question and says whether the answer was yes. */
  default boolean confirm(String question) {
    return ask(question) == Reply.YES;
  }

  /** What was answered. */
  enum Reply {
    YES,
    NO,
    /** The input has ended: nobody is there any more. */
    NOBODY
  }

  /** Whether somebody watches what is shown. */
  boolean isWatched();

  /** Begins to show, in one line, what changes while somebody waits. */
  Watch watch();

  /** A line that is shown anew again and again. */
  interface Watch extends AutoCloseable {
    /**
     * Shows a line in the place of the one before, and waits.
     *
     * @return whether to go on: not where somebody has pressed Ctrl-C
     */
    boolean show(String line, Duration pause);

    /** Takes the line away. */
    @Override
    void close();
  }

  /** The whole screen, to draw on; empty where there is none. */
  Optional<Screen> screen();

  /** A screen that belongs to one thing for a while, and is as it was before afterwards. */
  interface Screen {
    /**
     * Shows what is live until somebody leaves it.
     *
     * @throws org.lvsh.kernel.KernelException where the terminal cannot be used
     */
    void show(Live live);
  }

  /** What fills a screen. Its methods are called by one thread. */
  interface Live {
    /** What is seen: at most so many lines, none wider. */
    List<ScreenLine> draw(int width, int height);

    /**
     * Takes a key.
     *
     * @return whether it goes on
     */
    boolean press(Key key, int width, int height);

    /** How long until it is to be read again; empty where it is not. */
    Optional<Duration> pause();

    /**
     * How it is read, which may take long, in another thread; no two at once. That gives what is
     * then to be done with it, in the same thread as all else.
     */
    Supplier<Runnable> reading();
  }

  /** Whether what is shown still goes anywhere: not where its reader has gone. */
  boolean isOpen();

  /**
   * Begins a statement: work that is begun until its end is seen, and Ctrl-C ends it.
   *
   * @param verb what is shown where no piece of work says more
   */
  Attendance attend(String verb);

  /** That somebody waits for a statement to end. */
  interface Attendance extends AutoCloseable {
    /** Whether somebody has pressed Ctrl-C, heard or not. */
    boolean isStopped();

    @Override
    void close();
  }
}
