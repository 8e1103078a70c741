package org.lvsh.kernel.traffic;

import org.lvsh.kernel.model.RealServer;

/** How many connections a server takes before it counts as overloaded. */
final class Limits {
  private Limits() {}

  /**
   * What counts where no lower limit is said: three quarters of the upper one; 0 where there is no
   * limit.
   */
  static long lower(RealServer server) {
    return server.lowerLimit() != 0
        ? server.lowerLimit()
        : server.upperLimit() - server.upperLimit() / 4;
  }
}
