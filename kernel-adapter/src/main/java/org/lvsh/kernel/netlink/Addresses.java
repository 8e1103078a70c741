package org.lvsh.kernel.netlink;

import java.util.Arrays;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * Addresses and their families: of services and servers always 16 bytes, of which IPv4 uses the
 * first four; of groups as many as the family has.
 */
final class Addresses {
  private static final int LENGTH = 16;

  private Addresses() {}

  static byte[] encode(IpAddress address) {
    return Arrays.copyOf(address.bytes(), LENGTH);
  }

  static IpAddress decode(Attributes attributes, int type, AddressFamily family) {
    return address(attributes.bytes(type, LENGTH), family);
  }

  /** An address that takes no more bytes than it has. */
  static IpAddress decodeWhole(Attributes attributes, int type, AddressFamily family) {
    return address(attributes.bytes(type, family.bits() / Byte.SIZE), family);
  }

  private static IpAddress address(Bytes bytes, AddressFamily family) {
    return switch (family) {
      case IPV4 -> IpAddress.ofIpv4(bytes.network32(0));
      case IPV6 -> IpAddress.ofIpv6(bytes.network64(0), bytes.network64(Long.BYTES));
    };
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
