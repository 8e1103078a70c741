package org.lvsh.kernel;

/**
 * A thread for each task. Tasks wait here for the kernel and for programs, and some for one
 * another: the common pool has a thread less than the machine has processors, and all of them may
 * be waiting when the one that they wait for is to begin.
 */
public final class OwnThread {
  private OwnThread() {}

  /**
   * Begins a task; an {@link java.util.concurrent.Executor}. It does not keep lvsh from ending.
   *
   * @throws OutOfMemoryError where the system has no more threads
   */
  public static void begin(Runnable task) {
    Thread thread = new Thread(task, "helper");
    thread.setDaemon(true);
    thread.start();
  }
}
