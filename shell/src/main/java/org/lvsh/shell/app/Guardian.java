package org.lvsh.shell.app;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lvsh.kernel.KernelException;
import org.lvsh.shell.command.Exit;
import org.lvsh.shell.command.PutBack;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.store.Trial;
import org.lvsh.shell.store.Trials;

/**
 * Waits for the end of a trial: where somebody confirms it, there is nothing to do; where the time
 * is over, what was applied is put back, and the history and the audit log say so. It decides under
 * the lock of the kernel, as {@code confirm} does, so that only one of the two happens.
 */
final class Guardian {
  private static final long PAUSE_MILLISECONDS = 100;

  /**
   * How often a kernel is asked that cannot be reached, or refuses, before it is left to people.
   */
  private static final int ATTEMPTS = 5;

  private static final String DOING = "put back what nobody confirmed";

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
        pause();
      }
    }
    return trials.guard(surroundings.operator().called());
  }

  /** Whether the trial has ended as it should. */
  private static boolean watch(Session session) {
    int failures = 0;
    while (failures < ATTEMPTS) {
      Stage stage = look(session);
      if (stage == Stage.OVER) {
        return true;
      }
      failures += stage == Stage.FAILED ? 1 : 0;
      pause();
    }
    giveUp(session);
    return false;
  }

  /** Where a trial stands. */
  private enum Stage {
    GOES_ON,
    OVER,
    /** It should be over, and could not be put back. */
    FAILED
  }

  private static Stage look(Session session) {
    Trials trials = session.store().trials();
    Optional<Trial> trial = trials.pending();
    if (trial.isEmpty()) {
      return Stage.OVER;
    }
    if (!trials.left(trial.get()).isZero()) {
      return Stage.GOES_ON;
    }
    try {
      return session.store().aloneOnTrial(DOING, () -> end(session));
    } catch (KernelException busy) {
      // Somebody who still applies, or is about to confirm: what they do decides.
      return Stage.GOES_ON;
    }
  }

  /** Under the lock: it may be confirmed, or have got more time. */
  private static Stage end(Session session) {
    Trials trials = session.store().trials();
    Optional<Trial> trial = trials.pending();
    if (trial.isEmpty()) {
      return Stage.OVER;
    }
    if (!trials.left(trial.get()).isZero()) {
      return Stage.GOES_ON;
    }
    try {
      if (!new PutBack(session, new SilentConsole()).run(trial.get())) {
        return Stage.FAILED;
      }
      trials.end();
      return Stage.OVER;
    } catch (KernelException failed) {
      return Stage.FAILED;
    }
  }

  /** The history and the audit log have said why; whoever comes next must be able to act. */
  private static void giveUp(Session session) {
    session
        .store()
        .aloneOnTrial(
            DOING,
            () -> {
              session.store().trials().end();
              return Stage.FAILED;
            });
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KernelException("interrupted", interrupted);
    }
  }
}
