package org.lvsh.shell.session;

import java.util.function.Supplier;
import org.lvsh.kernel.Progress;

/**
 * Where work is begun that may take long: somebody sees then what is done and how far it is, and
 * can end it.
 */
public interface Working {
  /** Where nobody looks. */
  Working UNSEEN =
      new Working() {
        @Override
        public Work begin(String what) {
          return Work.UNSEEN;
        }

        @Override
        public Work beginChange(String what) {
          return Work.UNSEEN;
        }
      };

  /** A piece of work, up to its end. Within it others may begin, which end before it does. */
  interface Work extends Progress, AutoCloseable {
    /** Nobody sees it, and nobody ends it. */
    Work UNSEEN =
        // Not a lambda, for the reason that Progress.SILENT has.
        new Work() {
          @Override
          public void report(int done, int total) {}
        };

    @Override
    default void close() {}
  }

  /**
   * Begins what changes nothing, and so can be given up wherever it is.
   *
   * @param what such as {@code reading shop.lvs}
   * @throws java.util.concurrent.CancellationException where somebody has ended what this is for
   */
  Work begin(String what);

  /**
   * Does what changes nothing and says nothing of how far it is.
   *
   * @throws java.util.concurrent.CancellationException where somebody has ended it, at its end at
   *     the latest
   */
  default <T> T doing(String what, Supplier<T> doing) {
    try (Work work = begin(what)) {
      T made = doing.get();
      work.report(1, 1);
      return made;
    }
  }

  /**
   * Begins what changes something: whoever wants to end it is heard through {@link
   * Progress#isStopping()} only, also by all that begins within it.
   */
  Work beginChange(String what);
}
