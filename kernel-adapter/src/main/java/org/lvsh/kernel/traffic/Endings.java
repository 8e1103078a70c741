package org.lvsh.kernel.traffic;

import org.lvsh.kernel.model.Protocol;

/** When entries of the table end before their time. */
public final class Endings {
  private Endings() {}

  /**
   * Whether a client's first packet ends the connection that it would belong to, and begins another
   * ({@code ip_vs_in_hook}). UDP has no packet that begins a connection, so there one to a drained
   * server goes on.
   *
   * @param available whether its server has not been removed
   * @param weight its server's
   */
  public static boolean ofConnection(
      Protocol protocol, boolean available, int weight, TrafficSettings settings) {
    boolean drained = protocol != Protocol.UDP && weight == 0;
    return settings.expireNodest() && (drained || !available);
  }

  /**
   * Whether a template is no good any more when its client comes ({@code ip_vs_check_template}).
   *
   * @param available whether its server has not been removed
   * @param weight its server's
   */
  public static boolean ofTemplate(boolean available, int weight, TrafficSettings settings) {
    return !available || (settings.expireQuiescent() && weight == 0);
  }
}
