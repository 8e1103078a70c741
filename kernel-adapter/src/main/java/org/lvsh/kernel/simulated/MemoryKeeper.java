package org.lvsh.kernel.simulated;

import java.util.function.Function;
import org.lvsh.kernel.model.Snapshot;

/** Keeps the state in memory. */
final class MemoryKeeper implements StateKeeper {
  private final State state = new State();

  @Override
  public synchronized Snapshot read() {
    return state.snapshot();
  }

  @Override
  public synchronized <R> R change(Function<State, R> change) {
    return change.apply(state);
  }
}
