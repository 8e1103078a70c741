package org.lvsh.shell.app;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
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
  private Optional<Trial> seen = Optional.empty();
  private boolean rehearsed;
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
    seen = Optional.empty();
    return tried(this::look, why -> failed(seen, why));
  }

  /**
   * Whatever goes wrong must not end the guardian, for then nothing is put back and nobody is told:
   * threads or memory may be used up for a moment, and the jars that classes are still to be loaded
   * from may be replaced. So this is the one place where errors are caught.
   *
   * @param otherwise the answer where the attempt fails, from the reason
   */
  private static boolean tried(BooleanSupplier attempt, Predicate<String> otherwise) {
    try {
      return attempt.getAsBoolean();
    } catch (KernelException failed) {
      return otherwise.test(failed.getMessage());
    } catch (RuntimeException | Error failed) {
      return otherwise.test(
          "lvsh itself failed: %s: %s"
              .formatted(failed.getClass().getSimpleName(), failed.getMessage()));
    }
  }

  private boolean look() {
    seen = trials.pending();
    if (seen.isEmpty() || seen.get().stuck().isPresent()) {
      return true;
    }
    boolean late = trials.left(seen.get()).isZero();
    if (late && isDecided()) {
      return true;
    }
    // Even then: whoever applies it may still wait for somebody who is able to put it back.
    if (isRehearsed()) {
      trials.promise();
      if (!late) {
        forgetFailures();
      }
    }
    return false;
  }

  /** Before anybody counts on it: what the way back takes is loaded, and can be read. */
  private boolean isRehearsed() {
    if (!rehearsed) {
      rehearsed =
          tried(
              () -> {
                putBack.rehearse();
                return true;
              },
              why -> false);
      pause = rehearsed ? SHORTEST : longer(pause);
    }
    return rehearsed;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
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
    return tried(() -> isPutBack(trial.get()), why -> failed(trial, why));
  }

  private boolean isPutBack(Trial trial) {
    Optional<String> inTheWay = putBack.run(trial);
    if (inTheWay.isPresent()) {
      return failed(Optional.of(trial), inTheWay.get());
    }
    if (session.store().isCutShort()) {
      session.store().forgetCutShort();
    }
    trials.end();
    return true;
  }

  /** Whether that was often enough. Where not even that can be found out, it was not. */
  private boolean failed(Optional<Trial> trial, String why) {
    return tried(() -> isEnough(trial, why), unknown -> false);
  }

  private boolean isEnough(Optional<Trial> trial, String why) {
    // Before anybody is told: who hears of it may let time pass.
    Duration first = failedFirst.orElseGet(trials::uptime);
    failedFirst = Optional.of(first);
    pause = longer(pause);
    boolean patient = trials.uptime().minus(first).compareTo(PATIENCE) < 0;
    trial.ifPresent(one -> tell(() -> putBack.failed(one, why)));
    if (patient) {
      return false;
    }
    // Where that cannot be written, nobody would know of it: then it is tried on.
    givenUp = trial.isEmpty() || tell(() -> trials.giveUp(trial.get(), why));
    return givenUp;
  }

  private static boolean tell(Runnable telling) {
    return tried(
        () -> {
          telling.run();
          return true;
        },
        untold -> false);
  }
}
