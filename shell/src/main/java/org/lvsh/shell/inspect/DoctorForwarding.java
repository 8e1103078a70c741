package org.lvsh.shell.inspect;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostRoutes;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;

/**
 * Whether the answers of masqueraded servers pass: they come in at the servers' interface as any
 * packet to a client does, and are forwarded where that interface forwards ({@code
 * ip_route_input_slow}, {@code ip6_forward}). Direct routing and tunnels need none of it: their
 * packets are sent from {@code NF_INET_LOCAL_OUT}, and answers go past the director.
 */
final class DoctorForwarding implements DoctorCheck {
  private static final String EVERYWHERE = "net/ipv4/ip_forward";
  private static final String WHY =
      "answers of masqueraded servers come back through this director, which drops them";

  @Override
  public String subject() {
    return "the forwarding of packets";
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
    NavigableMap<IpAddress, NavigableSet<String>> servers = masqueraded(director, routes);
    ipv4(host, routes, of(servers, AddressFamily.IPV4), found);
    ipv6(host, of(servers, AddressFamily.IPV6), found);
    redirects(director, host, routes, of(servers, AddressFamily.IPV4), found);
  }

  private static NavigableMap<IpAddress, NavigableSet<String>> masqueraded(
      DoctorCase director, HostRoutes routes) {
    NavigableMap<IpAddress, NavigableSet<String>> servers = new TreeMap<>();
    DoctorServerUse.each(
        director,
        (name, server) -> {
          IpAddress address = server.key().address();
          boolean isMasqueraded = server.forwarding().method() == Forwarding.Method.MASQUERADE;
          if (isMasqueraded && !routes.isLocal(address)) {
            servers.computeIfAbsent(address, key -> new TreeSet<>()).add(name);
          }
        });
    return servers;
  }

  private static NavigableMap<IpAddress, NavigableSet<String>> of(
      NavigableMap<IpAddress, NavigableSet<String>> servers, AddressFamily family) {
    NavigableMap<IpAddress, NavigableSet<String>> some = new TreeMap<>(servers);
    some.keySet().removeIf(address -> address.family() != family);
    return some;
  }

  private static void ipv4(
      Host host,
      HostRoutes routes,
      NavigableMap<IpAddress, NavigableSet<String>> servers,
      Consumer<Finding> found) {
    NavigableMap<String, NavigableSet<String>> blocked = new TreeMap<>();
    boolean isForwarding = !isOff(host, EVERYWHERE);
    servers.forEach(
        (address, services) -> {
          Optional<String> ofInterface =
              routes
                  .to(address)
                  .map(route -> "net/ipv4/conf/" + route.interfaceName() + "/forwarding")
                  .filter(setting -> host.setting(setting).isPresent());
          if (isOff(host, ofInterface.orElse(EVERYWHERE))) {
            String setting = isForwarding ? ofInterface.orElseThrow() : EVERYWHERE;
            blocked.computeIfAbsent(setting, key -> new TreeSet<>()).addAll(services);
          }
        });
    blocked.forEach((setting, services) -> found.accept(off(setting, services)));
  }

  private static void ipv6(
      Host host, NavigableMap<IpAddress, NavigableSet<String>> servers, Consumer<Finding> found) {
    String setting = "net/ipv6/conf/all/forwarding";
    if (!servers.isEmpty() && isOff(host, setting)) {
      NavigableSet<String> services = new TreeSet<>();
      servers.values().forEach(services::addAll);
      found.accept(off(setting, services));
    }
  }

  private static boolean isOff(Host host, String setting) {
    return host.setting(setting).equals(Optional.of("0"));
  }

  private static Finding off(String setting, NavigableSet<String> services) {
    return Finding.error(
        DoctorCode.FORWARDING_OFF,
        "%s is 0, and %s masquerades"
            .formatted(DoctorWords.sysctl(setting), DoctorWords.services(services)),
        WHY,
        DoctorWords.sysctl(setting, 1));
  }

  /**
   * Where clients' packets and servers' answers pass the same interface, the kernel tells servers
   * of a shorter way ({@code ip_forward} in {@code ip_forward.c}).
   */
  private static void redirects(
      DoctorCase director,
      Host host,
      HostRoutes routes,
      NavigableMap<IpAddress, NavigableSet<String>> servers,
      Consumer<Finding> found) {
    NavigableSet<String> outside = new TreeSet<>();
    DoctorVips.of(director)
        .keySet()
        .forEach(vip -> DoctorVips.network(routes, vip).ifPresent(outside::add));
    NavigableMap<String, NavigableSet<String>> shared = new TreeMap<>();
    servers.forEach(
        (address, services) ->
            DoctorVips.network(routes, address)
                .filter(outside::contains)
                .filter(name -> DoctorInterfaces.isEither(host, name, "send_redirects"))
                .ifPresent(
                    name -> shared.computeIfAbsent(name, key -> new TreeSet<>()).addAll(services)));
    shared.forEach(
        (name, services) ->
            found.accept(
                Finding.warning(
                    DoctorCode.REDIRECTS_SENT,
                    "virtual addresses and masqueraded servers of %s are both at %s, which sends ICMP"
                            .formatted(DoctorWords.services(services), name)
                        + " redirects",
                    "servers that heed them answer clients past this director, so that nobody"
                        + " translates the answers back",
                    DoctorWords.sysctl("net/ipv4/conf/all/send_redirects", 0),
                    DoctorWords.sysctl("net/ipv4/conf/" + name + "/send_redirects", 0))));
  }
}
