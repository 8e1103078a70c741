package org.lvsh.shell.store;

import java.util.List;
import java.util.Objects;

/**
 * What became of a plan.
 *
 * @param director what of the director as a whole it changed: {@code timeouts}, {@code sync
 *     master}, {@code kernel conntrack}
 * @param kernel what the kernel is called
 */
public record Result(Ended ended, Counts counts, List<String> director, String kernel) {
  public Result {
    Objects.requireNonNull(ended);
    Objects.requireNonNull(counts);
    director = List.copyOf(director);
    Objects.requireNonNull(kernel);
  }
}
