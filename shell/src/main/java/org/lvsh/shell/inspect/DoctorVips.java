package org.lvsh.shell.inspect;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lvsh.kernel.host.HostRoute;
import org.lvsh.kernel.host.HostRoutes;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon.Role;

/** The virtual addresses of a director. Those of a mark that others set are not known. */
final class DoctorVips {
  private DoctorVips() {}

  /** Each with the names of its services. */
  static NavigableMap<IpAddress, NavigableSet<String>> of(DoctorCase director) {
    NavigableMap<IpAddress, NavigableSet<String>> vips = new TreeMap<>();
    NavigableMap<Mark, NavigableSet<String>> marked = new TreeMap<>();
    director
        .names()
        .forEach(
            (key, name) -> {
              if (key instanceof ServiceKey.OnAddress on && on.address().isUnicast()) {
                vips.computeIfAbsent(on.address(), address -> new TreeSet<>()).add(name);
              }
              if (key instanceof ServiceKey.OnMark on) {
                marked.computeIfAbsent(on.mark(), mark -> new TreeSet<>()).add(name);
              }
            });
    director
        .state()
        .markRules()
        .values()
        .forEach(
            rule ->
                vips.computeIfAbsent(rule.match().address(), address -> new TreeSet<>())
                    .addAll(marked.getOrDefault(rule.mark(), Collections.emptyNavigableSet())));
    return vips;
  }

  /** The interface at which the network of an address is, this machine's own apart. */
  static Optional<String> network(HostRoutes routes, IpAddress address) {
    return routes
        .to(address)
        .filter(HostRoute::isConnected)
        .map(HostRoute::interfaceName)
        .filter(name -> !name.equals("lo"));
  }

  /** Whether this director takes over from another one, and does not work meanwhile. */
  static boolean isStandby(DoctorCase director) {
    return director.state().daemons().containsKey(Role.BACKUP)
        && !director.state().daemons().containsKey(Role.MASTER);
  }
}
