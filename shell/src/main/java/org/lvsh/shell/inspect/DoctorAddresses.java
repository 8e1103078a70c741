package org.lvsh.shell.inspect;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostAddress;
import org.lvsh.kernel.host.HostInterface;
import org.lvsh.kernel.host.HostRoutes;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * Whether packets to the virtual addresses are this machine's own: IPVS sees what comes to {@code
 * NF_INET_LOCAL_IN} and nothing else ({@code ip_vs_ops} in {@code ip_vs_core.c}).
 */
final class DoctorAddresses implements DoctorCheck {
  /** Programs that move addresses between directors. */
  private static final Set<String> MOVERS =
      Set.of("keepalived", "vrrpd", "ucarp", "corosync", "pacemakerd", "heartbeat");

  @Override
  public String subject() {
    return "the virtual addresses on this machine";
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
    List<HostAddress> addresses = host.addresses();
    NavigableMap<String, HostInterface> interfaces = host.interfaces();
    boolean mayBeElsewhere = DoctorVips.isStandby(director) || !host.processes(MOVERS).isEmpty();
    NavigableMap<IpAddress, NavigableSet<String>> vips = DoctorVips.of(director);
    vips.forEach(
        (address, services) -> {
          Optional<String> off = switchedOff(interfaces, addresses, address);
          if (off.isPresent()) {
            found.accept(off(address, services, off.get()));
          } else if (!routes.isLocal(address)) {
            found.accept(missing(address, services, routes, mayBeElsewhere));
          }
        });
    for (HostAddress held : addresses) {
      NavigableSet<String> services = vips.get(held.address());
      if (held.duplicate() && services != null) {
        found.accept(duplicate(held, services));
      }
    }
  }

  /**
   * The interface that holds an address where all that do are switched off. The kernel goes on
   * taking the address for its own then, which is of use to whoever comes in by another one.
   */
  private static Optional<String> switchedOff(
      NavigableMap<String, HostInterface> interfaces,
      List<HostAddress> addresses,
      IpAddress address) {
    List<String> holding =
        addresses.stream()
            .filter(held -> held.address().equals(address))
            .map(HostAddress::interfaceName)
            .toList();
    boolean isHeld = holding.stream().anyMatch(name -> !DoctorInterfaces.isOff(interfaces, name));
    return isHeld ? Optional.empty() : holding.stream().findFirst();
  }

  private static Finding off(IpAddress address, NavigableSet<String> services, String name) {
    return Finding.error(
        DoctorCode.INTERFACE_DOWN,
        "interface %s, which holds %s, an address of %s, is switched off"
            .formatted(name, address, DoctorWords.services(services)),
        "nobody who would come in by it gets to the address",
        "ip link set dev " + DoctorWords.word(name) + " up");
  }

  private static Finding missing(
      IpAddress address, NavigableSet<String> services, HostRoutes routes, boolean mayBeElsewhere) {
    String what =
        "no interface holds %s, an address of %s"
            .formatted(address, DoctorWords.services(services));
    String mend =
        "ip address add %s/%d dev %s"
            .formatted(
                address,
                address.family().bits(),
                DoctorWords.word(DoctorVips.network(routes, address).orElse("lo")));
    return mayBeElsewhere
        ? Finding.note(
            DoctorCode.VIP_MISSING,
            what,
            "that is as it should be while another director holds it; packets to it are not for"
                + " this machine",
            mend)
        : Finding.error(
            DoctorCode.VIP_MISSING,
            what,
            "packets to it are not for this machine, so IPVS never sees them",
            mend);
  }

  private static Finding duplicate(HostAddress held, NavigableSet<String> services) {
    String name = DoctorWords.word(held.interfaceName());
    String place = held.address() + "/" + held.prefix();
    return Finding.error(
        DoctorCode.VIP_DUPLICATE,
        "%s, an address of %s, is not used on %s: another machine has it"
            .formatted(held.address(), DoctorWords.services(services), held.interfaceName()),
        "the kernel has found the other machine when the address came (duplicate address detection)"
            + ", and answers nobody who asks for it; take it from the other one first",
        "ip %s address del %s dev %s".formatted(option(held.address()), place, name),
        "ip %s address add %s dev %s".formatted(option(held.address()), place, name));
  }

  private static String option(IpAddress address) {
    return address.family() == AddressFamily.IPV6 ? "-6" : "-4";
  }
}
