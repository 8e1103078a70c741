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

  /** {@code ip_vs_dest_conn_overhead}. */
  default long load() {
    return (active() << 8) + total();
  }
}
