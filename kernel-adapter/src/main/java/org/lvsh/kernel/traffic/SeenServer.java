package org.lvsh.kernel.traffic;

import java.util.Objects;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;

/**
 * A real server as a live kernel shows it.
 *
 * @param connections how many it has
 */
public record SeenServer(RealServer settings, ServerStatistics connections) {
  public SeenServer {
    Objects.requireNonNull(settings);
    Objects.requireNonNull(connections);
  }

  public ServerKey key() {
    return settings.key();
  }

  /** Active and inactive connections. */
  public long total() {
    return connections.activeConnections() + connections.inactiveConnections();
  }

  /** Whether new connections pass it by, as far as the kernel shows it. */
  public Fitness fitness() {
    if (settings.weight() == 0) {
      return Fitness.DRAINED;
    }
    if (settings.upperLimit() == 0 || total() < Limits.lower(settings)) {
      return Fitness.USABLE;
    }
    return total() >= settings.upperLimit() ? Fitness.OVERLOADED : Fitness.BETWEEN_LIMITS;
  }

  /** Whether a scheduler may choose a server. */
  public enum Fitness {
    /** It may. */
    USABLE,
    /** Its weight is 0. */
    DRAINED,
    /** It has as many connections as its limit says. */
    OVERLOADED,
    /**
     * It has less than its limit and more than where it begins to take new ones again: whether it
     * is taking any depends on whether it has been at the limit since, which no kernel shows.
     */
    BETWEEN_LIMITS
  }
}
