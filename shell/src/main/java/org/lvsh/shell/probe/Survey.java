package org.lvsh.shell.probe;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Many ports that are asked one question, some at a time, while somebody else does what he wants.
 */
public final class Survey implements AutoCloseable {
  /** Enough to wait for slow servers together, and too few to be noticed by any of them. */
  private static final int AT_ONCE = 16;

  private final ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE, Survey::asker);
  private final Map<Endpoint, Future<Answer>> asked = new LinkedHashMap<>();

  /** Begins to ask, each port once. */
  public Survey(Prober prober, Question question, Collection<Endpoint> endpoints) {
    for (Endpoint endpoint : new LinkedHashSet<>(endpoints)) {
      asked.put(endpoint, askers.submit(() -> prober.ask(endpoint, question)));
    }
    askers.shutdown();
  }

  /** Nobody waits for one of them when lvsh ends. */
  private static Thread asker(Runnable work) {
    Thread thread = new Thread(work, "probe");
    thread.setDaemon(true);
    return thread;
  }

  /** How many ports there are to ask. */
  public int total() {
    return asked.size();
  }

  /** How many of them have been asked to the end. */
  public int done() {
    return (int) asked.values().stream().filter(Future::isDone).count();
  }

  /**
   * Waits until all are asked.
   *
   * @return whether they are
   */
  public boolean await(Duration atMost) {
    try {
      return askers.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** What is known by now; of the others there is nothing. */
  public Map<Endpoint, Answer> answers() {
    Map<Endpoint, Answer> answers = new LinkedHashMap<>();
    asked.forEach(
        (endpoint, future) -> {
          if (future.isDone() && !future.isCancelled()) {
            answers.put(endpoint, answer(future));
          }
        });
    return answers;
  }

  private static Answer answer(Future<Answer> done) {
    try {
      return done.get();
    } catch (ExecutionException mistake) {
      throw new IllegalStateException(mistake.getCause());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Asks no more. Those that are being asked end by themselves, and nobody hears of it. */
  @Override
  public void close() {
    askers.shutdownNow();
  }
}
