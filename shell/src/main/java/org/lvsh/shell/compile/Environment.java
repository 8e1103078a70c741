package org.lvsh.shell.compile;

import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.lvsh.kernel.model.Mark;

/**
 * What the compiler must know of the machine besides the configuration.
 *
 * @param schedulers the schedulers the kernel has or can load
 * @param busyMarks marks that have left something in the connection table; asked only where a new
 *     mark is needed
 * @param othersMarks tells the marks that others on this machine set or look at; asked only where a
 *     mark is said or needed
 */
public record Environment(
    Set<String> schedulers, Supplier<Set<Mark>> busyMarks, Supplier<Predicate<Mark>> othersMarks) {

  /** A machine on which nothing else uses marks. */
  public static Environment alone(Set<String> schedulers) {
    return new Environment(schedulers, Set::of, () -> mark -> false);
  }
}
