package org.lvsh.kernel.model;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;

/**
 * An IPv4 or IPv6 address, without a zone, which IPVS has no place for. Its text is the canonical
 * one (RFC 5952 for IPv6), so that two equal addresses print alike. The order is by family, then by
 * the bytes in network order, as {@code ipvsadm} sorts them.
 */
public record IpAddress(InetAddress inet) implements Comparable<IpAddress> {

  public IpAddress {
    Objects.requireNonNull(inet);
    if (inet instanceof Inet6Address six
        && (six.getScopeId() != 0 || six.getScopedInterface() != null)) {
      throw new IllegalArgumentException("an address with a zone: " + inet.getHostAddress());
    }
  }

  /**
   * Reads a literal address; never asks a name server.
   *
   * @throws IllegalArgumentException where the text is no address
   */
  public static IpAddress of(String literal) {
    return new IpAddress(InetAddresses.forString(literal));
  }

  public AddressFamily family() {
    return inet instanceof Inet4Address ? AddressFamily.IPV4 : AddressFamily.IPV6;
  }

  /**
   * Whether a real server may have this address: neither unspecified nor multicast nor broadcast.
   */
  public boolean isUnicast() {
    return !inet.isAnyLocalAddress()
        && !inet.isMulticastAddress()
        && !Arrays.equals(inet.getAddress(), new byte[] {-1, -1, -1, -1});
  }

  /** Whether this is an IPv6 link-local address ({@code fe80::/10}). */
  public boolean isIpv6LinkLocal() {
    return family() == AddressFamily.IPV6 && inet.isLinkLocalAddress();
  }

  @Override
  public int compareTo(IpAddress other) {
    int byFamily = family().compareTo(other.family());
    return byFamily != 0
        ? byFamily
        : Arrays.compareUnsigned(inet.getAddress(), other.inet.getAddress());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && inet.equals(that.inet);
  }

  @Override
  public int hashCode() {
    return inet.hashCode();
  }

  @Override
  public String toString() {
    return InetAddresses.toAddrString(inet);
  }

  /** The address before a port: an IPv6 address in brackets. */
  public String beforePort() {
    return family() == AddressFamily.IPV6 ? "[" + this + "]" : toString();
  }
}
