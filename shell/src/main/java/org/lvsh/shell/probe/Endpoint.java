package org.lvsh.shell.probe;

import java.util.Objects;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/**
 * A port of a real server.
 *
 * @param port 1 to 65535
 * @param tls whether it is expected to speak TLS
 */
public record Endpoint(Protocol protocol, IpAddress address, int port, boolean tls) {
  public Endpoint {
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(address);
    if (port < 1 || port > Ports.MAX) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /** {@code 192.168.1.2:80}, as it stands in addresses. */
  public String place() {
    return address.beforePort() + ":" + port;
  }

  @Override
  public String toString() {
    return protocol.word() + " " + place();
  }
}
