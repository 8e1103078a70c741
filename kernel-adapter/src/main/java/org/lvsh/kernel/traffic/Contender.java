package org.lvsh.kernel.traffic;

import org.lvsh.kernel.model.ServerKey;

/** What a scheduler looks at in a real server, in a simulated kernel or as read from a live one. */
interface Contender {
  ServerKey key();

  int weight();

  /** The last weight that was not 0, or the one it was added with. */
  int lastWeight();

  /** Connections that count as active. */
  long active();

  /** All connections. */
  long total();

  /** Whether it is at its limit, so that new connections pass it by. */
  boolean isOverloaded();

  /** Whether a scheduler may choose it. */
  default boolean isUsable() {
    return !isOverloaded() && weight() > 0;
  }

  /**
   * {@code ip_vs_dest_conn_overhead}: 256 for an active connection and 1 for each connection there
   * is, active or not. That is what the counters of Debian's 6.1.0-56 are ({@code ip_vs_lc.ko} adds
   * the one that {@code ip_vs_bind_dest} counts every connection with). Kernels from before it was
   * counted like that add 1 for an inactive connection only, so the two choose differently where
   * servers are within one part in 257 of each other.
   */
  default long load() {
    return (active() << 8) + total();
  }
}
