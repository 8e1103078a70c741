package org.lvsh.kernel.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Protocol;

/**
 * One line of the connection table: {@code Pro FromIP FPrt ToIP TPrt DestIP DPrt State Expires},
 * and what a persistence engine keeps. Seconds are decimal.
 */
final class ConnectionLine {
  private static final int FIELDS = 9;

  private ConnectionLine() {}

  /** The entry of a line; empty for the heading and for what makes no sense. */
  static Optional<Connection> read(String line) {
    List<String> words = ProcWords.split(line);
    if (words.size() < FIELDS || words.get(0).equals("Pro")) {
      return Optional.empty();
    }
    try {
      return Optional.of(connection(words));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  private static Connection connection(List<String> words) {
    return new Connection(
        protocol(words.get(0)),
        ProcWords.address(words.get(1)),
        ProcWords.port(words.get(2)),
        ProcWords.address(words.get(3)),
        ProcWords.port(words.get(4)),
        ProcWords.address(words.get(5)),
        ProcWords.port(words.get(6)),
        words.get(7),
        Duration.ofSeconds(Long.parseUnsignedLong(words.get(8))),
        String.join(" ", words.subList(FIELDS, words.size())));
  }

  /** A mark's template has protocol {@code IP}, number 0. */
  private static int protocol(String word) {
    if (word.equals("IP")) {
      return 0;
    }
    return ProcWords.protocol(word)
        .map(Protocol::number)
        .orElseThrow(IllegalArgumentException::new);
  }
}
