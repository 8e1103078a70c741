package org.lvsh.shell.exchange.keepalived;

import java.util.Optional;
import java.util.OptionalInt;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.diagnostic.Span;

/**
 * A {@code real_server} block.
 *
 * @param port 0 where none is said
 */
record RealServerSaid(
    Span where,
    IpAddress address,
    int port,
    OptionalInt weight,
    Optional<Forwarding> forwarding,
    long upperLimit,
    long lowerLimit) {

  AddressFamily family() {
    return address.family();
  }
}
