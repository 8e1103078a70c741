package org.lvsh.kernel.simulated;

import java.util.function.Function;

/** Keeps the state of a simulated kernel from one call to the next; one change at a time. */
interface StateKeeper {

  /**
   * Lets the function read the state as it is now; it must not keep hold of it.
   *
   * @throws org.lvsh.kernel.KernelException where it cannot be read
   */
  <R> R read(Function<State, R> reading);

  /**
   * Lets the function change the state, alone, and keeps what it leaves.
   *
   * @throws org.lvsh.kernel.KernelException where the state cannot be read or kept; nothing is
   *     changed then
   */
  <R> R change(Function<State, R> change);
}
