package org.lvsh.shell.probe;

/** Asks ports of real servers. */
@FunctionalInterface
public interface Prober {
  /**
   * Asks one port, and waits for what becomes of it, about as long as the question allows at most.
   * Several threads may ask at once.
   */
  Answer ask(Endpoint endpoint, Question question);
}
