package org.lvsh.kernel.netlink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * Addresses and their families: of services and servers always 16 bytes, of which IPv4 uses the
 * first four; of groups as many as the family has.
 */
final class Addresses {
  private static final int LENGTH = 16;
  private static final int NO_ZONE = -1;

  private Addresses() {}

  static byte[] encode(IpAddress address) {
    return Arrays.copyOf(address.inet().getAddress(), LENGTH);
  }

  static IpAddress decode(Attributes attributes, int type, AddressFamily family) {
    return address(Arrays.copyOf(attributes.bytes(type, LENGTH), bytes(family)), family);
  }

  /** An address that takes no more bytes than it has. */
  static IpAddress decodeWhole(Attributes attributes, int type, AddressFamily family) {
    return address(attributes.bytes(type, bytes(family)), family);
  }

  private static int bytes(AddressFamily family) {
    return family.bits() / Byte.SIZE;
  }

  private static IpAddress address(byte[] bytes, AddressFamily family) {
    try {
      return new IpAddress(
          switch (family) {
            case IPV4 -> InetAddress.getByAddress(bytes);
            // Not InetAddress, which makes an IPv4 address of ::ffff:0:0/96.
            case IPV6 -> Inet6Address.getByAddress(null, bytes, NO_ZONE);
          });
    } catch (UnknownHostException exception) {
      throw new AssertionError("both lengths are right", exception);
    }
  }

  static AddressFamily family(int number) {
    for (AddressFamily family : AddressFamily.values()) {
      if (family.number() == number) {
        return family;
      }
    }
    throw NetlinkException.damaged("address family " + number);
  }
}
