package org.lvsh.kernel.simulated;

import java.util.function.Function;

/** Keeps the state in memory. */
final class MemoryKeeper implements StateKeeper {
  private final State state = new State();

  @Override
  public synchronized <R> R read(Function<State, R> reading) {
    return reading.apply(state);
  }

  @Override
  public synchronized <R> R change(Function<State, R> change) {
    return change.apply(state);
  }
}
