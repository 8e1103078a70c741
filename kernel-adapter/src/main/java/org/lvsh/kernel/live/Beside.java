package org.lvsh.kernel.live;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.lvsh.kernel.OwnThread;

/**
 * A question that a second thread asks while the first asks for something else. On a machine with
 * one processor that would gain nothing, and it is asked when its answer is wanted.
 */
final class Beside<T> {
  private final FutureTask<T> asking;
  private boolean begun;

  private Beside(Supplier<T> question) {
    asking = new FutureTask<>(question::get);
  }

  /**
   * Begins to ask.
   *
   * @param question nothing else may use what it uses before {@link #answer} or {@link #end}
   * @param processors of this machine
   */
  static <T> Beside<T> ask(Supplier<T> question, int processors) {
    Beside<T> beside = new Beside<>(question);
    if (processors >= 2) {
      beside.begin();
    }
    return beside;
  }

  private void begin() {
    try {
      OwnThread.begin(asking);
      begun = true;
    } catch (OutOfMemoryError noThread) {
      return; // It is asked all the same.
    }
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

  /** Returns when the second thread has done what it has begun, for whoever wants no answer. */
  void end() {
    if (begun) {
      try {
        Uninterruptibles.getUninterruptibly(asking);
      } catch (ExecutionException unwanted) {
        return;
      }
    }
  }
}
