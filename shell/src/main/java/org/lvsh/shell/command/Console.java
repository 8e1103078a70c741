package org.lvsh.shell.command;

import java.time.Duration;
import java.util.List;
import org.lvsh.kernel.Progress;
import org.lvsh.shell.view.Line;

/** Where a command shows and asks. */
public interface Console {
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

  /** Shows how far a piece of work is, where somebody watches. */
  Progress progress(String what);
}
