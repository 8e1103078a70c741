package org.lvsh.shell.compile;

import java.time.Duration;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;

/** Entries of a connection table. */
public final class Entries {
  private Entries() {}

  /** A connection of TCP. */
  public static Connection tcp(
      String client, int clientPort, String vip, int port, String server, int serverPort) {
    return entry(6, client, clientPort, vip, port, server, serverPort, "ESTABLISHED");
  }

  /** A template of a service on an address. */
  public static Connection template(
      String client, String vip, int port, String server, int serverPort) {
    return entry(6, client, 0, vip, port, server, serverPort, "ASSURED");
  }

  /**
   * A template of a mark.
   *
   * @param address how the kernel writes the mark: 10 as 0.0.0.10, or as 0:a:: for IPv6
   */
  public static Connection markTemplate(String client, String address, String server) {
    return entry(0, client, 0, address, 0, server, 0, "NONE");
  }

  /** Any entry. */
  public static Connection entry(
      int protocol,
      String client,
      int clientPort,
      String vip,
      int port,
      String server,
      int serverPort,
      String state) {
    return new Connection(
        protocol,
        IpAddress.of(client),
        clientPort,
        IpAddress.of(vip),
        port,
        IpAddress.of(server),
        serverPort,
        state,
        Duration.ofSeconds(57),
        "");
  }
}
