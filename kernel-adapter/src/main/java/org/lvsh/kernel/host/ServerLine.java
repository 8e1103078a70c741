package org.lvsh.kernel.host;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;

/**
 * A server's line: {@code -> 0A000001:0050 Masq 1 0 0}, that is address, forwarding method, weight
 * and how many connections are active and inactive.
 */
record ServerLine(RealServer server, ServerStatistics statistics) {
  static final String ARROW = "->";
  private static final int WORDS = 6;

  /** Empty where the line makes no sense. */
  static Optional<ServerLine> read(List<String> words) {
    if (words.size() != WORDS) {
      return Optional.empty();
    }
    try {
      AddressAndPort place = AddressAndPort.read(words.get(1));
      RealServer server =
          RealServer.of(
              new ServerKey(place.address(), place.port()),
              Integer.parseInt(words.get(3)),
              forwarding(words.get(2)));
      return Optional.of(
          new ServerLine(
              server, ServerStatistics.ofConnections(number(words.get(4)), number(words.get(5)))));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  /** The kernel prints its unsigned numbers as signed ones. */
  private static long number(String word) {
    return Integer.toUnsignedLong(Integer.parseInt(word));
  }

  /** The words of {@code ip_vs_fwd_name}. */
  private static Forwarding forwarding(String word) {
    return switch (word) {
      case "Masq" -> Forwarding.MASQUERADE;
      case "Tunnel" -> Forwarding.TUNNEL;
      // What is delivered on this machine goes the direct way, too; old kernels tell the two apart.
      case "Route", "Local" -> Forwarding.DIRECT;
      default -> throw new IllegalArgumentException("no forwarding method: " + word);
    };
  }
}
