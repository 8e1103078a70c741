package org.lvsh.kernel.host;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;

/**
 * One line of the connection table: {@code Pro FromIP FPrt ToIP TPrt DestIP DPrt State Expires},
 * and what a persistence engine keeps. IPv4 addresses and ports are hexadecimal, IPv6 addresses are
 * written out in full; seconds are decimal.
 */
final class ConnectionLine {
  private static final int FIELDS = 9;
  private static final int HEXADECIMAL = 16;
  private static final int IPV4_DIGITS = 8;

  private ConnectionLine() {}

  /** The entry of a line; empty for the heading and for what makes no sense. */
  static Optional<Connection> read(String line) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(line);
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    if (words.size() < FIELDS || words.get(0).equals("Pro")) {
      return Optional.empty();
    }
    try {
      return Optional.of(connection(words));
    } catch (IllegalArgumentException | UnknownHostException odd) {
      return Optional.empty();
    }
  }

  private static Connection connection(List<String> words) throws UnknownHostException {
    return new Connection(
        protocol(words.get(0)),
        address(words.get(1)),
        port(words.get(2)),
        address(words.get(3)),
        port(words.get(4)),
        address(words.get(5)),
        port(words.get(6)),
        words.get(7),
        Duration.ofSeconds(Long.parseUnsignedLong(words.get(8))),
        String.join(" ", words.subList(FIELDS, words.size())));
  }

  /** A mark's template has protocol {@code IP}, number 0. */
  private static int protocol(String word) {
    for (Protocol protocol : Protocol.values()) {
      if (protocol.name().equals(word)) {
        return protocol.number();
      }
    }
    if (word.equals("IP")) {
      return 0;
    }
    throw new IllegalArgumentException("no protocol: " + word);
  }

  private static IpAddress address(String word) throws UnknownHostException {
    if (word.length() != IPV4_DIGITS || word.contains(":")) {
      return IpAddress.of(word);
    }
    int bits = Integer.parseUnsignedInt(word, HEXADECIMAL);
    byte[] bytes = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
    return new IpAddress(InetAddress.getByAddress(bytes));
  }

  private static int port(String word) {
    return Integer.parseInt(word, HEXADECIMAL);
  }
}
