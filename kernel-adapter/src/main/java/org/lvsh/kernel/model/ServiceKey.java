package org.lvsh.kernel.model;

/** What makes a virtual service one and the same to the kernel ({@code ip_vs_service_find}). */
public sealed interface ServiceKey extends Comparable<ServiceKey>
    permits ServiceKey.OnAddress, ServiceKey.OnMark {

  AddressFamily family();

  <R> R accept(Cases<R> cases);

  /** The order of {@code ipvsadm -S}: addresses before marks, then by each field. */
  @Override
  default int compareTo(ServiceKey other) {
    if (this instanceof OnAddress one && other instanceof OnAddress two) {
      return one.compareFields(two);
    }
    if (this instanceof OnMark one && other instanceof OnMark two) {
      return one.compareFields(two);
    }
    return this instanceof OnAddress ? -1 : 1;
  }

  /** One case for each kind of key. */
  interface Cases<R> {
    R onAddress(OnAddress key);

    R onMark(OnMark key);
  }

  /**
   * A service found by protocol, virtual address and port.
   *
   * @param port 1 to 65535, or 0 for every port of the address
   */
  record OnAddress(Protocol protocol, IpAddress address, int port) implements ServiceKey {
    public OnAddress {
      if (port < 0 || port > Ports.MAX) {
        throw new IllegalArgumentException("no port: " + port);
      }
    }

    @Override
    public AddressFamily family() {
      return address.family();
    }

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.onAddress(this);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OnAddress that
          && port == that.port
          && protocol == that.protocol
          && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * address.hashCode() + port) + protocol.number();
    }

    private int compareFields(OnAddress other) {
      if (family() != other.family()) {
        return family().compareTo(other.family());
      }
      if (protocol != other.protocol) {
        return protocol.compareTo(other.protocol);
      }
      int byAddress = address.compareTo(other.address);
      return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    /** {@code tcp 192.168.0.1:80}. */
    @Override
    public String toString() {
      return protocol.word() + " " + address.beforePort() + ":" + port;
    }
  }

  /** A service found by the packet's firewall mark, within one address family. */
  record OnMark(AddressFamily family, Mark mark) implements ServiceKey {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.onMark(this);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OnMark that && family == that.family && mark.equals(that.mark);
    }

    @Override
    public int hashCode() {
      return 31 * mark.hashCode() + family.bits();
    }

    private int compareFields(OnMark other) {
      int byMark = mark.compareTo(other.mark);
      return byMark != 0 ? byMark : family.compareTo(other.family);
    }

    /** {@code mark 10}, with the family where it is IPv6. */
    @Override
    public String toString() {
      return "mark " + mark + (family == AddressFamily.IPV6 ? " ipv6" : "");
    }
  }
}
