package org.lvsh.kernel.netlink;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/** Addresses and their families: always 16 bytes, of which IPv4 uses the first four. */
final class Addresses {
  private static final int LENGTH = 16;
  private static final int NO_ZONE = -1;

  private Addresses() {}

  static byte[] encode(IpAddress address) {
    return Arrays.copyOf(address.inet().getAddress(), LENGTH);
  }

  static IpAddress decode(Attributes attributes, int type, AddressFamily family) {
    byte[] bytes = attributes.bytes(type, LENGTH);
    try {
      return new IpAddress(
          switch (family) {
            case IPV4 -> InetAddress.getByAddress(Arrays.copyOf(bytes, 4));
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
