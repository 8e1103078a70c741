package org.lvsh.kernel.host;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.io.BaseEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * The words of the network's files in /proc. IPv4 addresses stand there as the processor reads
 * their four bytes, IPv6 addresses as they are. What is none of these is an {@link
 * IllegalArgumentException}.
 */
final class HostWords {
  static final int HEXADECIMAL = 16;

  private static final int IPV6_BYTES = 16;
  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();
  private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();

  private HostWords() {}

  static List<String> split(String line) {
    return WORDS.splitToList(line);
  }

  static IpAddress ipv4(String word) {
    return IpAddress.of(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.nativeOrder())
            .putInt(Integer.parseUnsignedInt(word, HEXADECIMAL))
            .array());
  }

  static IpAddress ipv6(String word) {
    byte[] bytes = HEX.decode(word);
    if (bytes.length != IPV6_BYTES) {
      throw new IllegalArgumentException("no address: " + word);
    }
    return IpAddress.of(bytes);
  }

  /** The length of the prefix that a netmask of IPv4 leaves. */
  static int prefix(String mask) {
    int bits = Integer.bitCount(Integer.parseUnsignedInt(mask, HEXADECIMAL));
    return Math.min(bits, AddressFamily.IPV4.bits());
  }
}
