package org.lvsh.kernel;

/** Is told how far a long piece of work has come, and says whether it is to end. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody, and never ends the work. */
  Progress SILENT =
      // Not a lambda: Java 25 makes those of an interface anew at each start, archive or not.
      new Progress() {
        @Override
        public void report(int done, int total) {}
      };

  /** For {@code total} where nobody can tell. */
  int UNKNOWN = -1;

  /**
   * Says how far it is.
   *
   * @param done pieces finished, 0 to {@code total}
   * @param total all pieces, or {@link #UNKNOWN}
   * @throws java.util.concurrent.CancellationException where work that changes nothing is to end
   */
  void report(int done, int total);

  /** Whether work that changes something is to go no further, and to put back what it did. */
  default boolean isStopping() {
    return false;
  }
}
