package org.lvsh.kernel.host;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;

/**
 * The words of IPVS's tables in /proc: IPv4 addresses and ports are hexadecimal, IPv6 addresses are
 * written out in full. What is none of these is an {@link IllegalArgumentException}.
 */
final class ProcWords {
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();
  private static final int HEXADECIMAL = 16;

  private ProcWords() {}

  static List<String> split(String line) {
    return WORDS.splitToList(line);
  }

  /** Empty for a word that is none of the protocols that IPVS balances. */
  static Optional<Protocol> protocol(String word) {
    return Stream.of(Protocol.values()).filter(known -> known.name().equals(word)).findFirst();
  }

  static IpAddress address(String word) {
    return ProcLine.of(word).next().address();
  }

  static int port(String word) {
    return Integer.parseInt(word, HEXADECIMAL);
  }

  /** A hexadecimal number of 32 bits. */
  static long number(String word) {
    return Integer.toUnsignedLong(Integer.parseUnsignedInt(word, HEXADECIMAL));
  }
}
