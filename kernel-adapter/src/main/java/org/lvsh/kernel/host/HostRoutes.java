package org.lvsh.kernel.host;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * Where packets go.
 *
 * @param routes those of IPv4's main table, and of all tables of IPv6
 * @param local what this machine takes for its own, whichever table says so
 * @param hasOtherTables whether IPv4 has tables besides, of which it cannot be read where packets
 *     go
 */
public record HostRoutes(List<HostRoute> routes, List<HostNetwork> local, boolean hasOtherTables) {
  private static final Comparator<HostRoute> NARROWEST_FIRST =
      Comparator.<HostRoute>comparingInt(route -> -route.network().prefix())
          .thenComparingLong(HostRoute::metric);

  public HostRoutes {
    routes = routes.stream().sorted(NARROWEST_FIRST).toList();
    local = List.copyOf(local);
  }

  /** The route to an address: that to the narrowest network, as the kernel takes it. */
  public Optional<HostRoute> to(IpAddress address) {
    return routes.stream().filter(route -> route.network().contains(address)).findFirst();
  }

  /** Whether packets to an address are for this machine itself. */
  public boolean isLocal(IpAddress address) {
    return local.stream().anyMatch(network -> network.contains(address));
  }

  /** Whether what these routes say of an address is all that there is to say. */
  public boolean knows(AddressFamily family) {
    return family == AddressFamily.IPV6 || !hasOtherTables;
  }
}
