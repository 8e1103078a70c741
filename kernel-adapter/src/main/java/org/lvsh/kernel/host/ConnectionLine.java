package org.lvsh.kernel.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;

/**
 * One line of the connection table: {@code Pro FromIP FPrt ToIP TPrt DestIP DPrt State Expires},
 * and what a persistence engine keeps. Seconds are decimal.
 */
final class ConnectionLine {
  private static final Protocol[] PROTOCOLS = Protocol.values();

  /** Those that most entries are in ({@code ip_vs_state_name}). */
  private static final List<String> STATES =
      List.of(
          "ESTABLISHED",
          "ASSURED",
          "FIN_WAIT",
          "TIME_WAIT",
          "NONE",
          "UDP",
          "SYN_RECV",
          "SYN_SENT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK");

  private ConnectionLine() {}

  /** The entry of a line; empty for the heading and for what makes no sense. */
  static Optional<Connection> read(ProcLine line) {
    if (line.next().is("Pro")) {
      return Optional.empty();
    }
    try {
      return Optional.of(connection(line));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  private static Connection connection(ProcLine line) {
    int protocol = protocol(line);
    IpAddress client = line.next().address();
    int clientPort = line.next().port();
    IpAddress virtualAddress = line.next().address();
    int virtualPort = line.next().port();
    IpAddress server = line.next().address();
    int serverPort = line.next().port();
    String state = line.next().oneOf(STATES);
    Duration expires = Duration.ofSeconds(line.next().number());
    String engineData = line.next().isEmpty() ? "" : line.rest();
    return new Connection(
        protocol,
        client,
        clientPort,
        virtualAddress,
        virtualPort,
        server,
        serverPort,
        state,
        expires,
        engineData);
  }

  /** A mark's template has protocol {@code IP}, number 0. */
  private static int protocol(ProcLine line) {
    for (Protocol protocol : PROTOCOLS) {
      if (line.is(protocol.name())) {
        return protocol.number();
      }
    }
    if (line.is("IP")) {
      return 0;
    }
    throw new IllegalArgumentException("no protocol");
  }
}
