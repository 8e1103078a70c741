package org.lvsh.kernel.model;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 address, without a zone, which IPVS has no place for. Its text is the canonical
 * one (RFC 5952 for IPv6), so that two equal addresses print alike. The order is by family, then by
 * the bytes in network order, as {@code ipvsadm} sorts them.
 *
 * <p>Held as numbers: a director has a hundred thousand of them, which are sorted and compared at
 * each plan.
 */
public final class IpAddress implements Comparable<IpAddress> {
  private static final int NO_ZONE = -1;
  private static final int IPV4_BROADCAST = -1;

  /** Before the IPv4 address in the last eight bytes of one that is mapped. */
  private static final long MAPPED = 0xFFFF_0000_0000L;

  private final AddressFamily family;

  /** The first eight bytes of an IPv6 address, 0 of an IPv4 one. */
  private final long high;

  /** The last eight bytes, or all four of an IPv4 address. */
  private final long low;

  private IpAddress(AddressFamily family, long high, long low) {
    this.family = family;
    this.high = high;
    this.low = low;
  }

  /**
   * The same address.
   *
   * @throws IllegalArgumentException where it has a zone
   */
  public IpAddress(InetAddress inet) {
    ByteBuffer bytes = ByteBuffer.wrap(inet.getAddress());
    if (inet instanceof Inet6Address six) {
      if (six.getScopeId() != 0 || six.getScopedInterface() != null) {
        throw new IllegalArgumentException("an address with a zone: " + inet.getHostAddress());
      }
      family = AddressFamily.IPV6;
      high = bytes.getLong();
      low = bytes.getLong();
    } else {
      family = AddressFamily.IPV4;
      high = 0;
      low = Integer.toUnsignedLong(bytes.getInt());
    }
  }

  /** Of all four bytes, the first one highest. */
  public static IpAddress ofIpv4(int bits) {
    return new IpAddress(AddressFamily.IPV4, 0, Integer.toUnsignedLong(bits));
  }

  /** Of its first and its last eight bytes, each with the first one highest. */
  public static IpAddress ofIpv6(long high, long low) {
    return new IpAddress(AddressFamily.IPV6, high, low);
  }

  /**
   * Of its bytes in network order; an IPv6 address stays one, mapped or not.
   *
   * @param bytes 4 or 16
   */
  public static IpAddress of(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    return switch (bytes.length) {
      case Integer.BYTES -> ofIpv4(all.getInt());
      case 2 * Long.BYTES -> ofIpv6(all.getLong(), all.getLong());
      default -> throw new IllegalArgumentException("an address of " + bytes.length + " bytes");
    };
  }

  /**
   * Reads a literal address; never asks a name server. One that is written as IPv6 stays one,
   * mapped or not: the kernel has both, and a service of the one is not that of the other.
   *
   * @throws IllegalArgumentException where the text is no address
   */
  public static IpAddress of(String literal) {
    InetAddress inet = InetAddresses.forString(literal);
    if (inet instanceof Inet4Address && literal.indexOf(':') >= 0) {
      return ofIpv6(
          0, MAPPED | Integer.toUnsignedLong(ByteBuffer.wrap(inet.getAddress()).getInt()));
    }
    return new IpAddress(inet);
  }

  public AddressFamily family() {
    return family;
  }

  /** In network order, 4 of them or 16. */
  public byte[] bytes() {
    return switch (family) {
      case IPV4 -> ByteBuffer.allocate(Integer.BYTES).putInt((int) low).array();
      case IPV6 -> ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    };
  }

  public InetAddress inet() {
    try {
      return switch (family) {
        case IPV4 -> InetAddress.getByAddress(bytes());
        // Not InetAddress, which makes an IPv4 address of ::ffff:0:0/96.
        case IPV6 -> Inet6Address.getByAddress(null, bytes(), NO_ZONE);
      };
    } catch (UnknownHostException exception) {
      throw new AssertionError("both lengths are right", exception);
    }
  }

  /**
   * Whether a real server may have this address: neither unspecified nor multicast nor broadcast,
   * nor an IPv4 address mapped to IPv6 ({@code ipv6_addr_type}).
   */
  public boolean isUnicast() {
    return (high | low) != 0 && !isMulticast() && !isBroadcast() && !isMapped();
  }

  private boolean isMapped() {
    return family == AddressFamily.IPV6
        && high == 0
        && low >>> Integer.SIZE == MAPPED >>> Integer.SIZE;
  }

  private boolean isBroadcast() {
    return family == AddressFamily.IPV4 && (int) low == IPV4_BROADCAST;
  }

  /** Whether this is a group: {@code 224.0.0.0/4} or {@code ff00::/8}. */
  public boolean isMulticast() {
    return switch (family) {
      case IPV4 -> low >>> 28 == 0xE;
      case IPV6 -> high >>> 56 == 0xFF;
    };
  }

  /** Whether this is an IPv6 link-local address ({@code fe80::/10}). */
  public boolean isIpv6LinkLocal() {
    return family == AddressFamily.IPV6 && high >>> 54 == 0xFE80 >>> 6;
  }

  @Override
  public int compareTo(IpAddress other) {
    if (family != other.family) {
      return family.compareTo(other.family);
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that
        && low == that.low
        && high == that.high
        && family == that.family;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * high + low);
  }

  @Override
  public String toString() {
    return InetAddresses.toAddrString(inet());
  }

  /** The address before a port: an IPv6 address in brackets. */
  public String beforePort() {
    return family == AddressFamily.IPV6 ? "[" + this + "]" : toString();
  }
}
