package org.lvsh.kernel.live;

import java.util.Optional;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.firewall.Firewalls;
import org.lvsh.kernel.host.Absence;
import org.lvsh.kernel.netlink.IpvsClient;
import org.lvsh.kernel.netlink.KernelTicks;
import org.lvsh.kernel.netlink.NetlinkException;
import org.lvsh.kernel.netlink.RoutingClient;

/** Opens the kernel of this machine, or says why it cannot be opened and what to do about it. */
public final class Opening {
  private Opening() {}

  /**
   * The kernel of the network namespace that this process runs in; for others than root what /proc
   * shows of it. The question for IPVS loads its module where need be.
   *
   * @param said the firewall for marks and names; empty: the one that has them, or nftables
   * @throws KernelException where there is no IPVS or no firewall
   */
  public static Kernel open(Optional<FirewallKind> said) {
    IpvsClient ipvs = IpvsClient.live();
    LiveNft nft = new LiveNft();
    try {
      ipvs.info();
      Firewall firewall = new Firewalls(nft).find(said);
      if (firewall.kind() != FirewallKind.NFTABLES) {
        nft.close();
      }
      return LiveKernel.with(ipvs, firewall);
    } catch (NetlinkException failed) {
      ipvs.close();
      nft.close();
      if (failed.kind() == NetlinkException.Kind.NOT_PERMITTED) {
        return ReadOnlyKernel.live();
      }
      throw explained(failed);
    } catch (KernelException failed) {
      ipvs.close();
      nft.close();
      throw failed;
    }
  }

  /**
   * Loads what the kernel is reached through, so that an archive of classes has it. Nothing is
   * changed, and only the routing policy is asked for, which no module has to be loaded for.
   *
   * @throws KernelException where that cannot be loaded here
   */
  public static void load() {
    IpvsClient.live().close();
    try (RoutingClient routing = RoutingClient.live()) {
      KernelTicks.perSecond();
      routing.marks();
    } catch (NetlinkException failed) {
      throw new KernelException(failed.getMessage(), failed);
    }
  }

  private static KernelException explained(NetlinkException failed) {
    return switch (failed.kind()) {
      case NO_IPVS -> absent(Absence.live());
      case NOT_PERMITTED, UNREACHABLE, REFUSED, NO_ANSWER, ANSWERS_LOST, UNSTEADY, DAMAGED ->
          new KernelException(
              "the kernel cannot be asked for IPVS: " + failed.getMessage(), failed);
    };
  }

  static KernelException absent(Absence absence) {
    return switch (absence.reason()) {
      case BUILT_WITHOUT ->
          new KernelException(
              "this machine's kernel, Linux %s, is built without IPVS".formatted(absence.release()),
              "it takes a kernel with CONFIG_IP_VS; --kernel simulated tries things out without");
      case NOT_INSTALLED ->
          new KernelException(
              "this machine has no module ip_vs for its kernel, Linux %s, in %s"
                  .formatted(absence.release(), absence.folder()),
              "install the package with the kernel's modules (in a container: 'modprobe ip_vs' on"
                  + " the host); --kernel simulated tries things out without");
      case NOT_LOADED ->
          new KernelException(
              "the module ip_vs is on this machine, and the kernel has not loaded it",
              "'modprobe ip_vs' as root loads it, or says why not");
    };
  }
}
