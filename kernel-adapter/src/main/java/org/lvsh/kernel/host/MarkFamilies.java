package org.lvsh.kernel.host;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.host.ServiceLine.Stickiness;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;

/**
 * Finds the families of the services on one mark, which the table does not tell apart. In this
 * order there speak for a family: a server that is not reached through a tunnel, for it is of the
 * service's own ({@code ip_vs_genl_set_cmd}); the mask of a persistent service, a netmask or a
 * prefix length; the servers behind tunnels. Where nothing speaks it is taken for IPv4.
 *
 * <p>Where two seem to be of one family, the one for which less speaks is of the other. Where as
 * much speaks for both it is the first: the kernel lists the newest first, and IPv6 is what is
 * mostly added second.
 */
final class MarkFamilies {
  private MarkFamilies() {}

  /** The families of the services on one mark, in the same order. */
  static List<AddressFamily> of(List<ListedService> services) {
    List<Finding> findings = services.stream().map(MarkFamilies::find).toList();
    if (findings.size() == 2) {
      return apart(findings.get(0), findings.get(1));
    }
    return findings.stream().map(Finding::family).toList();
  }

  private static List<AddressFamily> apart(Finding first, Finding second) {
    boolean firstIsWeaker = first.evidence().compareTo(second.evidence()) <= 0;
    Finding weaker = firstIsWeaker ? first : second;
    // The same service may be listed twice where the table changes while it is read.
    if (first.family() != second.family() || weaker.evidence() == Evidence.SERVER) {
      return List.of(first.family(), second.family());
    }
    AddressFamily other = other(weaker.family());
    return firstIsWeaker ? List.of(other, second.family()) : List.of(first.family(), other);
  }

  private static AddressFamily other(AddressFamily family) {
    return switch (family) {
      case IPV4 -> AddressFamily.IPV6;
      case IPV6 -> AddressFamily.IPV4;
    };
  }

  private static Finding find(ListedService service) {
    Optional<AddressFamily> ofServer =
        family(
            service.realServers().stream()
                .filter(server -> !server.forwarding().isTunnel())
                .findFirst());
    if (ofServer.isPresent()) {
      return new Finding(ofServer.get(), Evidence.SERVER);
    }
    Optional<Stickiness> stickiness = service.line().stickiness();
    if (stickiness.isPresent()) {
      return new Finding(family(stickiness.get()), Evidence.MASK);
    }
    return family(service.realServers().stream().findFirst())
        .map(family -> new Finding(family, Evidence.TUNNELS))
        .orElse(new Finding(AddressFamily.IPV4, Evidence.NOTHING));
  }

  private static Optional<AddressFamily> family(Optional<RealServer> server) {
    return server.map(RealServer::key).map(ServerKey::address).map(address -> address.family());
  }

  /** Only netmasks such as 64.0.0.0, which nobody uses, and 128.0.0.0 are taken for the other. */
  private static AddressFamily family(Stickiness stickiness) {
    long length = stickiness.prefixLength();
    boolean isPrefix = length >= 1 && length <= AddressFamily.IPV6.bits();
    return isPrefix ? AddressFamily.IPV6 : AddressFamily.IPV4;
  }

  private record Finding(AddressFamily family, Evidence evidence) {}

  /** What speaks for a family, the weakest first. */
  private enum Evidence {
    NOTHING,
    TUNNELS,
    MASK,
    SERVER
  }
}
