package org.lvsh.shell.app;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.lvsh.kernel.KernelException;
import org.lvsh.shell.command.Exit;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.store.Trials;

/**
 * Waits for the end of a trial: where somebody confirms it, there is nothing to do; where the time
 * is over, what was applied is put back, and the history and the audit log say so. It decides under
 * the lock of the kernel, as {@code confirm} does, so that only one of the two happens.
 */
final class Guardian {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** How often it is tried to take the place of another one. */
  private static final int ATTEMPTS = 5;

  private final Surroundings surroundings;

  Guardian(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs to the end of the trial and gives the exit status of the process. */
  int run(String[] options) {
    try (Session session = session(options)) {
      Trials.Guarding guarding = guard(session.store().trials());
      try {
        return watch(session) ? Exit.DONE.code() : Exit.FAILED.code();
      } finally {
        guarding.close();
      }
    } catch (Arguments.Wrong | KernelException failed) {
      surroundings.errors().println("error: " + failed.getMessage());
      return Exit.FAILED.code();
    }
  }

  /** The kernel is opened before anybody counts on this process. */
  private Session session(String[] options) throws Arguments.Wrong {
    Arguments arguments = Arguments.read(options, name -> null);
    Director director = new KernelChooser(surroundings).choose(arguments);
    return new Session(() -> director);
  }

  /** Another one may be about to end. */
  private Trials.Guarding guard(Trials trials) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return trials.guard(surroundings.operator().called());
      } catch (KernelException taken) {
        pause(PAUSE);
      }
    }
    return trials.guard(surroundings.operator().called());
  }

  /** Whether the trial has ended as it should. */
  private static boolean watch(Session session) {
    Watching watching = new Watching(session);
    while (!watching.isOver()) {
      pause(watching.pause());
    }
    return !watching.isGivenUp();
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KernelException("interrupted", interrupted);
    }
  }
}
