package org.lvsh.shell.view;

import java.util.stream.Stream;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Protocol;

/** Entries of the connection table in short words. */
final class TrafficWords {
  private TrafficWords() {}

  /** {@code tcp}; {@code ip} for a mark's template. */
  static String protocol(Connection connection) {
    return Stream.of(Protocol.values())
        .filter(known -> known.number() == connection.protocol())
        .map(Protocol::word)
        .findFirst()
        .orElse("ip");
  }

  static String client(Connection connection) {
    return place(connection.client(), connection.clientPort());
  }

  static String virtual(Connection connection) {
    return place(connection.virtualAddress(), connection.virtualPort());
  }

  static String server(Connection connection) {
    return place(connection.server(), connection.serverPort());
  }

  /** What a template holds for: {@code mark 10}, {@code tcp 192.168.0.1:80}. */
  static String target(Connection template) {
    return template
        .mark()
        .map(Mark::toString)
        .map("mark "::concat)
        .orElseGet(() -> protocol(template) + " " + virtual(template));
  }

  /** A mark's template has a server without a port. */
  static String templateServer(Connection template) {
    return template.serverPort() == 0 ? template.server().toString() : server(template);
  }

  private static String place(IpAddress address, int port) {
    return address.beforePort() + ":" + port;
  }
}
