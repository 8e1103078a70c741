package org.lvsh.shell.app;

import java.time.Duration;
import java.util.Optional;
import org.lvsh.kernel.KernelException;
import org.lvsh.shell.command.PutBack;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.store.Trial;
import org.lvsh.shell.store.Trials;

/**
 * A guardian's look at its trial, again and again. Where the kernel cannot be reached, or refuses,
 * it is tried again for long, at longer and longer intervals: a change that cut somebody off must
 * not stay because of one bad moment. In the end it is left to people, and the trial says why.
 */
final class Watching {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String DOING = "put back what nobody confirmed";

  private final Session session;
  private final Trials trials;
  private PutBack putBack;
  private Duration pause = SHORTEST;
  private Optional<Duration> failedFirst = Optional.empty();
  private boolean givenUp;

  Watching(Session session) {
    this.session = session;
    this.trials = session.store().trials();
    this.putBack = putBack();
  }

  private PutBack putBack() {
    return new PutBack(session, new SilentConsole());
  }

  /** How long to wait until the next look. */
  Duration pause() {
    return pause;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** Looks; whether there is nothing more to do. */
  boolean isOver() {
    Optional<Trial> trial = Optional.empty();
    try {
      trial = trials.pending();
      if (trial.isEmpty() || trial.get().stuck().isPresent()) {
        return true;
      }
      trials.promise();
      if (!trials.left(trial.get()).isZero()) {
        forgetFailures();
        return false;
      }
      return isDecided();
    } catch (KernelException failed) {
      return failed(trial, failed.getMessage());
    }
  }

  /** What failed before was a moment of another trial, or of the file of this one. */
  private void forgetFailures() {
    if (failedFirst.isPresent()) {
      pause = SHORTEST;
      failedFirst = Optional.empty();
      putBack = putBack();
    }
  }

  /** Where somebody still applies, or is about to confirm, what they do decides. */
  private boolean isDecided() {
    return session.store().aloneOnTrialIfFree(DOING, this::decide).orElse(false);
  }

  /** Under the lock: it may be confirmed, or have got more time. */
  private boolean decide() {
    Optional<Trial> trial = trials.pending();
    if (trial.isEmpty()) {
      return true;
    }
    if (!trials.left(trial.get()).isZero()) {
      return false;
    }
    try {
      Optional<String> inTheWay = putBack.run(trial.get());
      if (inTheWay.isPresent()) {
        return failed(trial, inTheWay.get());
      }
      if (session.store().isCutShort()) {
        session.store().forgetCutShort();
      }
      trials.end();
      return true;
    } catch (KernelException failed) {
      return failed(trial, failed.getMessage());
    }
  }

  /** Whether that was often enough. */
  private boolean failed(Optional<Trial> trial, String why) {
    // Before anybody is told: who hears of it may let time pass.
    Duration first = failedFirst.orElseGet(trials::uptime);
    failedFirst = Optional.of(first);
    trial.ifPresent(one -> putBack.failed(one, why));
    pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    if (trials.uptime().minus(first).compareTo(PATIENCE) < 0) {
      return false;
    }
    givenUp = isLeftToPeople(trial, why);
    return givenUp;
  }

  /** Where that cannot be written, nobody would know of it: then it is tried on. */
  private boolean isLeftToPeople(Optional<Trial> trial, String why) {
    try {
      trial.ifPresent(one -> trials.giveUp(one, why));
      return true;
    } catch (KernelException unwritable) {
      return false;
    }
  }
}
