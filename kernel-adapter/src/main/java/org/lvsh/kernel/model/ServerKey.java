package org.lvsh.kernel.model;

import java.util.Comparator;

/**
 * What makes a real server one and the same within its virtual service.
 *
 * @param port 1 to 65535, or 0 where the service's own has none
 */
public record ServerKey(IpAddress address, int port) implements Comparable<ServerKey> {
  private static final Comparator<ServerKey> ORDER =
      Comparator.comparing(ServerKey::address).thenComparing(ServerKey::port);

  public ServerKey {
    if (port < 0 || port > Ports.MAX) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /** The order of {@code ipvsadm -S}. */
  @Override
  public int compareTo(ServerKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return address.beforePort() + ":" + port;
  }
}
