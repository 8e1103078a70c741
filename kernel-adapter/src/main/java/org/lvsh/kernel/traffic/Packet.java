package org.lvsh.kernel.traffic;

import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/**
 * The packet by which a client begins a connection.
 *
 * @param clientPort 1 to 65535
 * @param address where it goes, of the client's family
 * @param port 1 to 65535
 * @param callId what the {@code sip} engine reads from it; empty where it is no SIP
 */
public record Packet(
    Protocol protocol,
    IpAddress client,
    int clientPort,
    IpAddress address,
    int port,
    String callId) {
  public Packet {
    if (client.family() != address.family()) {
      throw new IllegalArgumentException("from " + client + " to " + address);
    }
    requirePort(clientPort);
    requirePort(port);
  }

  private static void requirePort(int port) {
    if (port < 1 || port > Ports.MAX) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }
}
