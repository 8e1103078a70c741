package org.lvsh.kernel.live;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A question that a second thread asks while the first asks for something else. On a machine with
 * one processor that would gain nothing, and it is asked when its answer is wanted.
 */
final class Beside<T> implements AutoCloseable {
  private final FutureTask<T> asking;
  private final Thread second;

  private Beside(Supplier<T> question) {
    asking = new FutureTask<>(question::get);
    second = new Thread(asking, "beside");
    second.setDaemon(true);
  }

  /**
   * Begins to ask.
   *
   * @param question nothing else may use what it uses up to {@link #close}
   * @param processors of this machine
   */
  static <T> Beside<T> ask(Supplier<T> question, int processors) {
    Beside<T> beside = new Beside<>(question);
    if (processors >= 2) {
      beside.second.start();
    }
    return beside;
  }

  /** The answer, or what the question has thrown. */
  T answer() {
    asking.run(); // Does nothing where it has begun.
    try {
      return Uninterruptibles.getUninterruptibly(asking);
    } catch (ExecutionException failed) {
      Throwables.throwIfUnchecked(failed.getCause());
      throw new IllegalStateException(failed);
    }
  }

  /** Does not return before the second thread is done. */
  @Override
  public void close() {
    Uninterruptibles.joinUninterruptibly(second);
  }
}
