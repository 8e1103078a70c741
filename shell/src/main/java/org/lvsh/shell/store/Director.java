package org.lvsh.shell.store;

import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.host.Host;

/**
 * The machine that is worked on: its kernel, and what lvsh keeps about it.
 *
 * @param kernel the one that runs, or a simulated one
 * @param wayOut how to get past a restriction of the kernel, such as a command to run as root
 * @param host the machine around the kernel; empty where that is simulated
 */
public record Director(Kernel kernel, Store store, String wayOut, Optional<Host> host) {
  public Director {
    Objects.requireNonNull(kernel);
    Objects.requireNonNull(store);
    Objects.requireNonNull(wayOut);
    Objects.requireNonNull(host);
  }

  /** A simulated one. */
  public Director(Kernel kernel, Store store, String wayOut) {
    this(kernel, store, wayOut, Optional.empty());
  }
}
