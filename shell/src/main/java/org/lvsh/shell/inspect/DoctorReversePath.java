package org.lvsh.shell.inspect;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostNetwork;
import org.lvsh.kernel.host.HostRoute;
import org.lvsh.kernel.host.HostRoutes;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * Whether clients' packets pass the check of the way back: with rp_filter 1 a packet is dropped
 * that does not come in where an answer would go out ({@code __fib_validate_source}). With direct
 * routing and tunnels answers go past the director, so nobody else would notice that its own way
 * back is another.
 */
final class DoctorReversePath implements DoctorCheck {
  private static final long STRICT = 1;
  private static final HostNetwork EVERYWHERE = new HostNetwork(IpAddress.of("0.0.0.0"), 0);

  @Override
  public String subject() {
    return "the way back to clients";
  }

  @Override
  public boolean needsHost() {
    return true;
  }

  @Override
  public boolean needsRoot() {
    return false;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    Host host = director.host().orElseThrow();
    HostRoutes routes = host.routes();
    Optional<String> out = wayOut(routes);
    if (out.isEmpty()) {
      // Nobody elsewhere can be answered at all, so nobody elsewhere is a client.
      return;
    }
    NavigableMap<String, NavigableSet<IpAddress>> strict = new TreeMap<>();
    for (IpAddress vip : DoctorVips.of(director).keySet()) {
      DoctorVips.network(routes, vip)
          .filter(name -> vip.family() == AddressFamily.IPV4)
          .filter(name -> !Optional.of(name).equals(out))
          .filter(name -> DoctorInterfaces.higher(host, name, "rp_filter") == STRICT)
          .ifPresent(name -> strict.computeIfAbsent(name, key -> new TreeSet<>()).add(vip));
    }
    if (!strict.isEmpty() && !routes.knows(AddressFamily.IPV4)) {
      throw new KernelException(
          "of IPv4 the main table alone can be read, and others may have the way back");
    }
    strict.forEach((name, vips) -> found.accept(strict(name, vips, out.get())));
  }

  /** The interface to whoever is not named by a narrower route. */
  private static Optional<String> wayOut(HostRoutes routes) {
    return routes.routes().stream()
        .filter(route -> route.network().equals(EVERYWHERE) && !route.rejected())
        .map(HostRoute::interfaceName)
        .findFirst();
  }

  private static Finding strict(String name, NavigableSet<IpAddress> vips, String out) {
    return Finding.warning(
        DoctorCode.REVERSE_PATH,
        "rp_filter is 1 on %s, where the network of %s is, and the way to clients elsewhere is %s"
            .formatted(
                name, DoctorWords.list(vips.stream().map(IpAddress::toString).toList()), out),
        "what such clients send in at %s is dropped without a word".formatted(name),
        DoctorWords.sysctl("net/ipv4/conf/" + name + "/rp_filter", 2));
  }
}
