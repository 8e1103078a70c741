package org.lvsh.shell.store;

/** Starts a guardian: a process of its own that puts back in time what nobody confirms. */
@FunctionalInterface
public interface Guard {
  /**
   * Starts one; it says itself when it is there.
   *
   * @throws org.lvsh.kernel.KernelException where it cannot be started
   */
  void start();
}
