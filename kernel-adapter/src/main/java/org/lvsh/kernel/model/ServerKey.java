package org.lvsh.kernel.model;

/**
 * What makes a real server one and the same within its virtual service.
 *
 * @param port 1 to 65535, or 0 where the service's own has none
 */
public record ServerKey(IpAddress address, int port) implements Comparable<ServerKey> {
  public ServerKey {
    if (port < 0 || port > Ports.MAX) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /** The order of {@code ipvsadm -S}. */
  @Override
  public int compareTo(ServerKey other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServerKey that && port == that.port && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + port;
  }

  @Override
  public String toString() {
    return address.beforePort() + ":" + port;
  }
}
