package org.lvsh.kernel;

/** Is told how far a long piece of work has come. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress SILENT = (done, total) -> {};

  /**
   * Says how far it is.
   *
   * @param done pieces finished, 0 to {@code total}
   */
  void report(int done, int total);
}
