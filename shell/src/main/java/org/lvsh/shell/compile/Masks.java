package org.lvsh.shell.compile;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.lvsh.kernel.model.IpAddress;

/** IPv4 netmasks as unsigned 32-bit numbers in host order, and prefixes. */
public final class Masks {
  private static final long ALL = 0xFFFF_FFFFL;

  private Masks() {}

  static long fromAddress(InetAddress mask) {
    return Integer.toUnsignedLong(InetAddresses.coerceToInteger(mask));
  }

  static InetAddress toAddress(long mask) {
    return InetAddresses.fromInteger((int) mask);
  }

  /** The mask of the leading bits, 0 to 32. */
  public static long ofPrefix(int length) {
    return ALL << (32 - length) & ALL;
  }

  /** Whether the ones all come first. */
  static boolean isPrefix(long mask) {
    long holes = ~mask & ALL;
    return (holes & (holes + 1)) == 0;
  }

  /**
   * The bytes of an address as far as they count, the rest of them 0.
   *
   * @param grain a netmask for IPv4, the length of a prefix for IPv6
   */
  public static ByteBuffer cut(IpAddress address, long grain) {
    byte[] bytes = address.bytes();
    boolean ipv4 = bytes.length == 4;
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      boolean counts = ipv4 ? (grain >> (31 - bit) & 1) == 1 : bit < grain;
      if (!counts) {
        bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
      }
    }
    return ByteBuffer.wrap(bytes);
  }

  static int prefixLength(long mask) {
    return Long.bitCount(mask);
  }
}
