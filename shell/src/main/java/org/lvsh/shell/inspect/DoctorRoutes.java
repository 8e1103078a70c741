package org.lvsh.shell.inspect;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostAddress;
import org.lvsh.kernel.host.HostInterface;
import org.lvsh.kernel.host.HostInterface.State;
import org.lvsh.kernel.host.HostRoute;
import org.lvsh.kernel.host.HostRoutes;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;

/** Whether packets get to the real servers, as far as this machine's routes tell it. */
final class DoctorRoutes implements DoctorCheck {
  @Override
  public String subject() {
    return "the routes to the servers";
  }

  @Override
  public boolean needsHost() {
    return true;
  }

  @Override
  public boolean needsRoot() {
    return false;
  }

  /** The services that reach a server directly, and all that have it. */
  private record Use(NavigableSet<String> direct, NavigableSet<String> all) {
    static Use none() {
      return new Use(new TreeSet<>(), new TreeSet<>());
    }
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    Host host = director.host().orElseThrow();
    HostRoutes routes = host.routes();
    NavigableMap<String, HostInterface> interfaces = host.interfaces();
    List<HostAddress> addresses = host.addresses();
    NavigableMap<String, NavigableSet<IpAddress>> cutOff = new TreeMap<>();
    NavigableSet<IpAddress> uncertain = new TreeSet<>();
    uses(director)
        .forEach(
            (address, use) -> {
              if (routes.isLocal(address)) {
                found.accept(local(address, use));
                return;
              }
              Optional<String> home = DoctorInterfaces.switchedOff(interfaces, addresses, address);
              if (home.isPresent()) {
                cutOff.computeIfAbsent(home.get(), key -> new TreeSet<>()).add(address);
                return;
              }
              Optional<HostRoute> route = routes.to(address).filter(one -> !one.rejected());
              if (!routes.knows(address.family()) && (route.isEmpty() || isGateway(route))) {
                uncertain.add(address);
              } else if (route.isEmpty()) {
                found.accept(unreachable(address, use));
              } else {
                behindGateway(director, address, use, route.get()).ifPresent(found);
              }
              route
                  .map(HostRoute::interfaceName)
                  .filter(name -> isDown(interfaces, name))
                  .ifPresent(
                      name -> cutOff.computeIfAbsent(name, key -> new TreeSet<>()).add(address));
            });
    cutOff.forEach((name, servers) -> found.accept(down(interfaces.get(name), servers)));
    refuseToGuess(uncertain);
  }

  private static boolean isGateway(Optional<HostRoute> route) {
    return route.flatMap(HostRoute::gateway).isPresent();
  }

  private static NavigableMap<IpAddress, Use> uses(DoctorCase director) {
    NavigableMap<IpAddress, Use> uses = new TreeMap<>();
    DoctorServerUse.each(
        director,
        (name, server) -> {
          Use use = uses.computeIfAbsent(server.key().address(), address -> Use.none());
          use.all().add(name);
          if (server.forwarding().method() == Forwarding.Method.DIRECT) {
            use.direct().add(name);
          }
        });
    return uses;
  }

  private static Finding local(IpAddress address, Use use) {
    return Finding.note(
        DoctorCode.SERVER_LOCAL,
        "server %s of %s is this machine itself"
            .formatted(address, DoctorWords.services(use.all())),
        "its packets stay here, whatever the forwarding method; what listens here must listen on the"
            + " virtual address, too, unless it is masqueraded",
        "ss -tuln");
  }

  private static Finding unreachable(IpAddress address, Use use) {
    return Finding.error(
        DoctorCode.SERVER_UNREACHABLE,
        "there is no route to server %s of %s".formatted(address, DoctorWords.services(use.all())),
        "packets for it are dropped on this director",
        "ip %s route add %s dev INTERFACE"
            .formatted(address.family() == AddressFamily.IPV6 ? "-6" : "-4", address));
  }

  /** The packet goes out with the virtual address in it, and to the MAC address of the gateway. */
  private static Optional<Finding> behindGateway(
      DoctorCase director, IpAddress address, Use use, HostRoute route) {
    if (route.isConnected() || use.direct().isEmpty()) {
      return Optional.empty();
    }
    String[] mend =
        use.direct().stream()
            .flatMap(name -> tunnel(director, name, address))
            .toArray(String[]::new);
    return Optional.of(
        Finding.error(
            DoctorCode.SERVER_BEHIND_GATEWAY,
            "server %s of %s is reached directly, and is behind the gateway %s"
                .formatted(
                    address,
                    DoctorWords.services(use.direct()),
                    route.gateway().map(IpAddress::toString).orElse("?")),
            "direct routing needs a network in common: the gateway gets packets to the virtual"
                + " address and sends them back",
            mend));
  }

  /** What others made is adopted first: lvsh changes nothing else. */
  private static Stream<String> tunnel(DoctorCase director, String name, IpAddress address) {
    String set = "lvsh --yes set %s server %s:any tunnel".formatted(name, address.beforePort());
    return director.isOurs(name) ? Stream.of(set) : Stream.of("lvsh --yes adopt " + name, set);
  }

  private static boolean isDown(NavigableMap<String, HostInterface> interfaces, String name) {
    HostInterface there = interfaces.get(name);
    return there != null && (there.state() == State.DOWN || there.state() == State.NO_CARRIER);
  }

  private static Finding down(HostInterface there, NavigableSet<IpAddress> servers) {
    String name = DoctorWords.word(there.name());
    String behind = DoctorWords.list(servers.stream().map(IpAddress::toString).toList());
    return there.state() == State.DOWN
        ? Finding.error(
            DoctorCode.INTERFACE_DOWN,
            "interface %s, by which %s is reached, is switched off".formatted(there.name(), behind),
            "packets for these servers are dropped on this director",
            "ip link set dev " + name + " up")
        : Finding.error(
            DoctorCode.INTERFACE_DOWN,
            "interface %s, by which %s is reached, has nothing at its other end"
                .formatted(there.name(), behind),
            "packets for these servers get nowhere; look at the cable, the switch, the bond",
            "ip -s link show dev " + name);
  }

  private static void refuseToGuess(NavigableSet<IpAddress> servers) {
    if (!servers.isEmpty()) {
      throw new KernelException(
          "of IPv4 the main table alone can be read, and others may have the route to "
              + DoctorWords.list(servers.stream().map(IpAddress::toString).toList()));
    }
  }
}
