package org.lvsh.kernel.netlink;

import com.google.common.base.Throwables;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.lvsh.kernel.OwnThread;
import org.lvsh.kernel.Progress;

/**
 * The same question about each of many things. The kernel answers one listing at a time on a socket
 * ({@code __netlink_dump_start} returns EBUSY else), so where there are many and this machine has a
 * second processor, a second thread asks on a socket of its own.
 *
 * @param helper what the second thread asks with; nothing else may use it meanwhile
 * @param threads begins the second thread
 */
record ManyQuestions(IpvsReader reader, IpvsReader helper, int processors, Executor threads)
    implements AutoCloseable {
  /** Fewer are answered before a second thread has come up. */
  private static final int WORTH_HELP = 500;

  ManyQuestions(IpvsReader reader, IpvsReader helper, int processors) {
    this(reader, helper, processors, OwnThread::begin);
  }

  /**
   * Asks them all.
   *
   * @return the answers in the order of what was asked about
   * @throws NetlinkException where one was not answered
   * @throws java.util.concurrent.CancellationException where {@code progress} says so
   */
  <S, T> List<T> ask(List<S> about, BiFunction<IpvsReader, S, T> question, Progress progress) {
    Round<S, T> round = new Round<>(about, question);
    if (about.size() >= WORTH_HELP && processors >= 2 && isReady(helper)) {
      runTogether(round, progress);
    } else {
      round.run(reader, progress);
    }
    return round.answered();
  }

  /**
   * Has the helper ask for the number of the family anew, as is done before each listing: the
   * module may have been loaded again since. One that cannot even do that is no help.
   */
  private static boolean isReady(IpvsReader helper) {
    try {
      helper.resolve();
      return true;
    } catch (NetlinkException failed) {
      return false;
    }
  }

  /** Does not return before the helper has ended, for then nobody uses its sockets any more. */
  private void runTogether(Round<?, ?> round, Progress progress) {
    CompletableFuture<Void> helping = help(round);
    boolean done = false;
    try {
      round.run(reader, progress);
      done = true;
    } finally {
      round.stopIf(!done);
      helping.exceptionally(failed -> null).join();
    }
    failAs(helping);
  }

  private CompletableFuture<Void> help(Round<?, ?> round) {
    try {
      return CompletableFuture.runAsync(() -> round.run(helper, Progress.SILENT), threads)
          .whenComplete((nothing, failed) -> round.stopIf(failed != null));
    } catch (OutOfMemoryError noThread) {
      return CompletableFuture.completedFuture(null); // The first one asks for all.
    }
  }

  /** Closes the sockets of both. */
  @Override
  public void close() {
    reader.close();
    helper.close();
  }

  private static void failAs(CompletableFuture<Void> helping) {
    try {
      helping.join();
    } catch (CompletionException failed) {
      Throwables.throwIfUnchecked(failed.getCause());
      throw failed;
    }
  }

  /** What is left to ask, for whoever is free. */
  private record Round<S, T>(
      List<S> about,
      BiFunction<IpvsReader, S, T> question,
      AtomicReferenceArray<T> answers,
      AtomicInteger next,
      AtomicBoolean stopped) {
    /** Taken together, so that the two meet seldom. */
    private static final int TOGETHER = 16;

    Round(List<S> about, BiFunction<IpvsReader, S, T> question) {
      this(
          about,
          question,
          new AtomicReferenceArray<>(about.size()),
          new AtomicInteger(),
          new AtomicBoolean());
    }

    void run(IpvsReader asker, Progress progress) {
      for (int from = take(); from < about.size(); from = take()) {
        int to = Math.min(from + TOGETHER, about.size());
        for (int at = from; at < to && !stopped.get(); at++) {
          progress.report(at, about.size());
          answers.set(at, question.apply(asker, about.get(at)));
        }
      }
    }

    private int take() {
      return Math.min(next.getAndAdd(TOGETHER), about.size());
    }

    /** Has both ask no more; then there are no answers. */
    void stopIf(boolean failed) {
      if (failed) {
        stopped.set(true);
        next.set(about.size());
      }
    }

    List<T> answered() {
      return IntStream.range(0, answers.length()).mapToObj(answers::get).toList();
    }
  }
}
