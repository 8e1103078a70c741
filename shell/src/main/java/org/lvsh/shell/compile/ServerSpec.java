package org.lvsh.shell.compile;

import java.util.Objects;
import java.util.OptionalInt;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.diagnostic.Span;

/**
 * A real server of a service.
 *
 * @param port 0 to 65535; empty: the service's own
 * @param weight 0 to 2147483647
 * @param upperLimit connections, 0 to 4294967295; 0: none
 * @param lowerLimit likewise; 0: the kernel's three quarters
 */
public record ServerSpec(
    IpAddress address,
    OptionalInt port,
    int weight,
    Forwarding forwarding,
    long upperLimit,
    long lowerLimit,
    Span origin) {
  public ServerSpec {
    Objects.requireNonNull(address);
    Objects.requireNonNull(port);
    Objects.requireNonNull(forwarding);
  }

  /** The address and the port, where one is said. */
  public String called() {
    return port.isPresent() ? address.beforePort() + ":" + port.getAsInt() : address.toString();
  }

  ServerSpec on(OptionalInt otherPort) {
    return new ServerSpec(address, otherPort, weight, forwarding, upperLimit, lowerLimit, origin);
  }

  ServerSpec from(Span otherOrigin) {
    return new ServerSpec(address, port, weight, forwarding, upperLimit, lowerLimit, otherOrigin);
  }
}
