package org.lvsh.kernel.host;

import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;

/**
 * Where packets to a network go.
 *
 * @param gateway the machine that passes them on; empty where the network is at the interface
 * @param metric of two routes to the same network the lower one counts
 * @param rejected whether they are thrown away
 */
public record HostRoute(
    HostNetwork network,
    Optional<IpAddress> gateway,
    String interfaceName,
    long metric,
    boolean rejected) {
  public HostRoute {
    Objects.requireNonNull(network);
    Objects.requireNonNull(gateway);
    Objects.requireNonNull(interfaceName);
  }

  /** Whether the network is at the interface, so that no other machine passes packets on. */
  public boolean isConnected() {
    return !rejected && gateway.isEmpty();
  }
}
