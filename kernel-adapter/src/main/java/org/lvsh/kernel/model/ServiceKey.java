package org.lvsh.kernel.model;

import java.util.Comparator;

/** What makes a virtual service one and the same to the kernel ({@code ip_vs_service_find}). */
public sealed interface ServiceKey extends Comparable<ServiceKey>
    permits ServiceKey.OnAddress, ServiceKey.OnMark {

  AddressFamily family();

  <R> R accept(Cases<R> cases);

  /** The order of {@code ipvsadm -S}: addresses before marks, then by each field. */
  @Override
  default int compareTo(ServiceKey other) {
    if (this instanceof OnAddress one && other instanceof OnAddress two) {
      return OnAddress.ORDER.compare(one, two);
    }
    if (this instanceof OnMark one && other instanceof OnMark two) {
      return OnMark.ORDER.compare(one, two);
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
    private static final Comparator<OnAddress> ORDER =
        Comparator.comparing(OnAddress::family)
            .thenComparing(OnAddress::protocol)
            .thenComparing(OnAddress::address)
            .thenComparing(OnAddress::port);

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

    /** {@code tcp 192.168.0.1:80}. */
    @Override
    public String toString() {
      return protocol.word() + " " + address.beforePort() + ":" + port;
    }
  }

  /** A service found by the packet's firewall mark, within one address family. */
  record OnMark(AddressFamily family, Mark mark) implements ServiceKey {
    private static final Comparator<OnMark> ORDER =
        Comparator.comparing(OnMark::mark).thenComparing(OnMark::family);

    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.onMark(this);
    }

    /** {@code mark 10}, with the family where it is IPv6. */
    @Override
    public String toString() {
      return "mark " + mark + (family == AddressFamily.IPV6 ? " ipv6" : "");
    }
  }
}
