package org.lvsh.kernel.simulated;

import java.util.function.Function;
import org.lvsh.kernel.model.Snapshot;

/** Keeps the state of a simulated kernel from one call to the next; one change at a time. */
interface StateKeeper {

  /**
   * The state as it is now.
   *
   * @throws org.lvsh.kernel.KernelException where it cannot be read
   */
  Snapshot read();

  /**
   * Lets the function change the state, alone, and keeps what it leaves.
   *
   * @throws org.lvsh.kernel.KernelException where the state cannot be read or kept; nothing is
   *     changed then
   */
  <R> R change(Function<State, R> change);
}
