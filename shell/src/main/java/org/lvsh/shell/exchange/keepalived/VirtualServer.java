package org.lvsh.shell.exchange.keepalived;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.language.diagnostic.Span;

/**
 * A {@code virtual_server} block, as it is said.
 *
 * @param where its first line
 * @param family what is said of it, or follows from its servers
 * @param timeout of persistence, in seconds
 * @param onePacket the statement that asks for it
 * @param forwarding of servers that say nothing themselves
 * @param weight of servers that say nothing themselves
 * @param name what it is called in SNMP, or by the comment above it
 */
record VirtualServer(
    Span where,
    Target target,
    Optional<AddressFamily> family,
    Scheduler scheduler,
    OptionalLong timeout,
    Optional<Said<Persistence.Granularity>> granularity,
    Optional<Said<String>> engine,
    Optional<Said<Protocol>> protocol,
    Optional<Span> onePacket,
    Optional<Forwarding> forwarding,
    int weight,
    List<RealServerSaid> servers,
    Optional<String> name) {
  VirtualServer {
    servers = List.copyOf(servers);
  }
}
