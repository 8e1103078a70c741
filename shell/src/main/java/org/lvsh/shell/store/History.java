package org.lvsh.shell.store;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What was applied to one kernel, with the state before each apply. */
public interface History {
  /** The most applies that are kept; the oldest go first. */
  int MOST_ENTRIES = 200;

  /**
   * The lines of all of them.
   *
   * @param entries the newest first
   * @param unreadable the numbers of those that are there and cannot be used
   */
  record Listing(List<Entry> entries, List<Integer> unreadable) {
    public Listing {
      entries = List.copyOf(entries);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * What is kept.
   *
   * @throws org.lvsh.kernel.KernelException where it cannot be read
   */
  Listing list();

  /**
   * All that is kept of one apply; empty where there is no such one.
   *
   * @throws org.lvsh.kernel.KernelException where it is there and cannot be used
   */
  Optional<Past> read(int number);

  /**
   * Keeps an apply; the oldest ones make room for it.
   *
   * @param entry makes its line of its number
   * @return why it could not be kept; empty where it is
   */
  Optional<String> keep(IntFunction<Entry> entry, Change change);

  /** Which start of the machine this is; empty where that does not matter. */
  Optional<String> boot();

  /** Whether the machine was started anew since an apply, so that the kernel forgot it. */
  default boolean isBeforeTheLastStart(Entry entry) {
    return boot().isPresent() && !entry.boot().equals(boot());
  }
}
