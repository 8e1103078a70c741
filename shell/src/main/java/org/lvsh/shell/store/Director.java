package org.lvsh.shell.store;

import java.util.Objects;
import org.lvsh.kernel.Kernel;

/**
 * The machine that is worked on: its kernel, and what lvsh keeps about it.
 *
 * @param kernel the one that runs, or a simulated one
 * @param wayOut how to get past a restriction of the kernel, such as a command to run as root
 */
public record Director(Kernel kernel, Store store, String wayOut) {
  public Director {
    Objects.requireNonNull(kernel);
    Objects.requireNonNull(store);
    Objects.requireNonNull(wayOut);
  }
}
