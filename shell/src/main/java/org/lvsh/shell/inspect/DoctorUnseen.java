package org.lvsh.shell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.RealServer;

/** What cannot be known from where the doctor looks, said plainly. */
final class DoctorUnseen {
  private DoctorUnseen() {}

  static List<String> of(DoctorCase director) {
    return director.host().isEmpty() ? ofSimulation() : ofServers(director);
  }

  private static List<String> ofSimulation() {
    return List.of(
        "a simulated kernel has no machine around it: whether the virtual addresses are on an"
            + " interface, packets are forwarded, servers can be reached, and who else is at work"
            + " can be told on the director only");
  }

  private static List<String> ofServers(DoctorCase director) {
    List<String> unseen = new ArrayList<>();
    if (servers(director).anyMatch(one -> one.method() == Forwarding.Method.DIRECT)) {
      unseen.add(
          "whether the servers for direct routing hold the virtual addresses on lo and keep quiet"
              + " about them (arp_ignore 1 and arp_announce 2, on the servers) can be told there"
              + " only");
    }
    if (servers(director).anyMatch(Forwarding::isTunnel)) {
      unseen.add(
          "whether the servers at the ends of tunnels hold the virtual addresses, and take packets"
              + " from the tunnel (rp_filter 0 on its interface, on the servers) can be told there"
              + " only");
    }
    if (servers(director).anyMatch(one -> one.method() == Forwarding.Method.MASQUERADE)) {
      unseen.add(
          "whether masqueraded servers send their answers through this director (their default"
              + " route) can be told there only");
    }
    return unseen;
  }

  private static Stream<Forwarding> servers(DoctorCase director) {
    return director.state().services().values().stream()
        .flatMap(entry -> entry.servers().values().stream())
        .map(RealServer::forwarding);
  }
}
