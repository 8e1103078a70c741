package org.lvsh.shell.compile;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.lvsh.kernel.model.Drain;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.diagnostic.Span;

/**
 * A real server of a service.
 *
 * @param port 0 to 65535; empty: the service's own
 * @param weight 0 to 2147483647; of one that is drained, what it gets back
 * @param upperLimit connections, 0 to 2147483647; 0: none; more only where an older kernel holds it
 * @param lowerLimit likewise; 0: the kernel's three quarters
 * @param drained since when it is drained, as the kernel says: until somebody undrains it, its
 *     weight in the kernel is 0 whatever statements say
 */
public record ServerSpec(
    IpAddress address,
    OptionalInt port,
    int weight,
    Forwarding forwarding,
    long upperLimit,
    long lowerLimit,
    Span origin,
    Optional<Instant> drained) {
  public ServerSpec {
    Objects.requireNonNull(address);
    Objects.requireNonNull(port);
    Objects.requireNonNull(forwarding);
    Objects.requireNonNull(drained);
  }

  /** One of which it does not matter whether it is drained. */
  public ServerSpec(
      IpAddress address,
      OptionalInt port,
      int weight,
      Forwarding forwarding,
      long upperLimit,
      long lowerLimit,
      Span origin) {
    this(address, port, weight, forwarding, upperLimit, lowerLimit, origin, Optional.empty());
  }

  /** The weight that it has in the kernel. */
  public int weightInForce() {
    return drained.isPresent() ? 0 : weight;
  }

  /** The address and the port, where one is said. */
  public String called() {
    return port.isPresent() ? address.beforePort() + ":" + port.getAsInt() : address.toString();
  }

  ServerSpec on(OptionalInt otherPort) {
    return new ServerSpec(
        address, otherPort, weight, forwarding, upperLimit, lowerLimit, origin, drained);
  }

  ServerSpec from(Span otherOrigin) {
    return new ServerSpec(
        address, port, weight, forwarding, upperLimit, lowerLimit, otherOrigin, drained);
  }

  /** The same by what statements say of it. */
  ServerSpec asSaid() {
    return new ServerSpec(address, port, weight, forwarding, upperLimit, lowerLimit, origin);
  }

  /** The same as one that is being drained. */
  ServerSpec drained(Drain drain) {
    return new ServerSpec(
        address,
        port,
        drain.weight(),
        forwarding,
        upperLimit,
        lowerLimit,
        origin,
        Optional.of(drain.since()));
  }
}
