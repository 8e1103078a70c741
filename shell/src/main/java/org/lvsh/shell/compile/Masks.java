package org.lvsh.shell.compile;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;

/** IPv4 netmasks as unsigned 32-bit numbers in host order, and prefixes. */
final class Masks {
  private static final long ALL = 0xFFFF_FFFFL;

  private Masks() {}

  static long fromAddress(InetAddress mask) {
    return Integer.toUnsignedLong(InetAddresses.coerceToInteger(mask));
  }

  static InetAddress toAddress(long mask) {
    return InetAddresses.fromInteger((int) mask);
  }

  /** The mask of the leading bits, 1 to 32. */
  static long ofPrefix(int length) {
    return ALL << (32 - length) & ALL;
  }

  /** Whether the ones all come first. */
  static boolean isPrefix(long mask) {
    long holes = ~mask & ALL;
    return (holes & (holes + 1)) == 0;
  }

  static int prefixLength(long mask) {
    return Long.bitCount(mask);
  }
}
