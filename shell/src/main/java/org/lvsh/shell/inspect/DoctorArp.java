package org.lvsh.shell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostAddress;
import org.lvsh.kernel.host.HostRoutes;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * Who answers when somebody asks for a virtual address: the director should, a standby must not.
 * What the interface and {@code all} say together is the higher of the two ({@code
 * IN_DEV_MAXCONF}).
 */
final class DoctorArp implements DoctorCheck {
  private static final String IGNORE = "arp_ignore";

  /** ARP is asked with an address of the interface itself ({@code inet_select_addr}). */
  private static final long BEST_LOCAL = 2;

  @Override
  public String subject() {
    return "who answers ARP for the virtual addresses";
  }

  @Override
  public boolean needsHost() {
    return true;
  }

  /** Without the daemons, which root alone may see, a standby looks like a director. */
  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    Host host = director.host().orElseThrow();
    HostRoutes routes = host.routes();
    List<HostAddress> addresses = host.addresses();
    boolean isStandby = DoctorVips.isStandby(director);
    DoctorVips.of(director)
        .forEach(
            (address, services) ->
                look(host, routes, addresses, address, services, isStandby).ifPresent(found));
  }

  private static Optional<Finding> look(
      Host host,
      HostRoutes routes,
      List<HostAddress> addresses,
      IpAddress address,
      NavigableSet<String> services,
      boolean isStandby) {
    Optional<String> network = DoctorVips.network(routes, address);
    boolean isLocal = routes.isLocal(address);
    if (address.family() != AddressFamily.IPV4 || network.isEmpty() || !isLocal) {
      return Optional.empty();
    }
    boolean isHeldThere =
        addresses.stream()
            .anyMatch(
                held ->
                    held.address().equals(address) && held.interfaceName().equals(network.get()));
    if (isHeldThere) {
      return Optional.empty();
    }
    long ignore = DoctorInterfaces.higher(host, network.get(), IGNORE);
    if (isStandby) {
      long announce = DoctorInterfaces.higher(host, network.get(), "arp_announce");
      return !isSilent(ignore) || announce < BEST_LOCAL
          ? Optional.of(answered(host, network.get(), address, services, ignore, announce))
          : Optional.empty();
    }
    return isSilent(ignore)
        ? Optional.of(silent(network.get(), address, services, ignore))
        : Optional.empty();
  }

  /**
   * Whether nobody is answered for an address of another interface ({@code arp_ignore} in {@code
   * arp.c}): 3 leaves out addresses of this host alone, and 4 to 7 have no meaning.
   */
  private static boolean isSilent(long ignore) {
    return ignore == 1 || ignore == 2 || ignore == 8;
  }

  private static Finding silent(
      String network, IpAddress address, NavigableSet<String> services, long ignore) {
    return Finding.warning(
        DoctorCode.VIP_SILENT,
        "nobody who asks for %s (%s) on %s is answered: another interface holds it, and arp_ignore"
                .formatted(address, DoctorWords.services(services), network)
            + " is "
            + ignore,
        "arp_ignore is for real servers; on the director it keeps the network from finding the"
            + " virtual address",
        "ip address add %s/32 dev %s".formatted(address, DoctorWords.word(network)));
  }

  private static Finding answered(
      Host host,
      String network,
      IpAddress address,
      NavigableSet<String> services,
      long ignore,
      long announce) {
    String folder = "net/ipv4/conf/" + network + "/";
    List<String> mend = new ArrayList<>();
    if (DoctorInterfaces.value(host, "all", IGNORE) > 1 && !isSilent(ignore)) {
      mend.add(DoctorWords.sysctl("net/ipv4/conf/all/" + IGNORE, 1));
    }
    mend.add(DoctorWords.sysctl(folder + IGNORE, isSilent(ignore) ? ignore : 1));
    mend.add(DoctorWords.sysctl(folder + "arp_announce", BEST_LOCAL));
    return Finding.warning(
        DoctorCode.VIP_ANSWERED,
        "this standby tells on %s that it is %s (%s): arp_ignore is %d and arp_announce is %d"
            .formatted(network, address, DoctorWords.services(services), ignore, announce),
        "clients then come to it in place of the director that works",
        mend.toArray(String[]::new));
  }
}
