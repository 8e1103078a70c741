package org.lvsh.kernel.host;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;

/**
 * A server's line: {@code -> 0A000001:0050 Masq 1 0 0}, that is address, forwarding method, weight
 * and how many connections are active and inactive.
 */
final class ServerLine {
  static final String ARROW = "->";
  private static final int WORDS = 6;

  private ServerLine() {}

  /** Empty where the line makes no sense. */
  static Optional<RealServer> read(List<String> words) {
    if (words.size() != WORDS) {
      return Optional.empty();
    }
    try {
      AddressAndPort place = AddressAndPort.read(words.get(1));
      return Optional.of(
          RealServer.of(
              new ServerKey(place.address(), place.port()),
              Integer.parseInt(words.get(3)),
              forwarding(words.get(2))));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
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
