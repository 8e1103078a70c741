package org.lvsh.shell.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread of its own that does something now and then. */
final class TickerThread {
  private static final long PAUSE_MILLISECONDS = 200;

  private TickerThread() {}

  /**
   * Begins with it.
   *
   * @return what ends it
   */
  static Runnable doing(Runnable work) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              while (!isEnded(ended)) {
                work.run();
              }
            },
            "lvsh-progress");
    thread.setDaemon(true);
    thread.start();
    return ended::countDown;
  }

  private static boolean isEnded(CountDownLatch ended) {
    try {
      return ended.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException nobody) {
      return true;
    }
  }
}
