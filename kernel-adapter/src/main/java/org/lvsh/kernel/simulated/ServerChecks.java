package org.lvsh.kernel.simulated;

import java.util.Optional;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceKey;

/** What Linux checks about a real server before and after it looks for it. */
final class ServerChecks {
  private ServerChecks() {}

  /**
   * What is checked first, whether the server is to be added or changed ({@code
   * ip_vs_genl_set_cmd}, then {@code ip_vs_add_dest} and {@code ip_vs_edit_dest}). EINVAL: another
   * address family without a tunnel, or in any case while a sync daemon runs; ERANGE: a weight
   * below 0, then a lower threshold above the upper one, so also a lower one alone; EINVAL: GUE
   * without a port; EINVAL: an upper threshold above {@link RealServer#MOST_CONNECTIONS}.
   *
   * @param synced whether a sync daemon runs
   */
  static Optional<Errno> settingsRefusal(ServiceKey service, RealServer server, boolean synced) {
    Forwarding forwarding = server.forwarding();
    boolean mixed = server.key().address().family() != service.family();
    if (mixed && (synced || !forwarding.isTunnel())) {
      return Optional.of(Errno.EINVAL);
    }
    if (server.weight() < 0 || server.lowerLimit() > server.upperLimit()) {
      return Optional.of(Errno.ERANGE);
    }
    boolean toNoPort = forwarding.method() == Forwarding.Method.GUE && forwarding.guePort() == 0;
    if (toNoPort || server.upperLimit() > RealServer.MOST_CONNECTIONS) {
      return Optional.of(Errno.EINVAL);
    }
    return Optional.empty();
  }

  /**
   * What is checked last, of a server that is not there yet ({@code ip_vs_new_dest}). EINVAL: the
   * address is not unicast, as no mapped one is, or IPv6 link-local. A live kernel also refuses the
   * broadcast addresses of its own networks, and takes a link-local address of its own.
   */
  static Optional<Errno> addressRefusal(IpAddress address) {
    return address.isUnicast() && !address.isIpv6LinkLocal()
        ? Optional.empty()
        : Optional.of(Errno.EINVAL);
  }
}
