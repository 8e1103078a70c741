package org.lvsh.shell.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.shell.compile.ConnectionServices;

/** How the connection table of IPVS is: how long its chains are, and who is stranded in it. */
final class DoctorConnections implements DoctorCheck {
  private static final String NODEST = "expire_nodest_conn";

  /** A packet that is looked up passes half a chain on average; each step may be a cache miss. */
  private static final long LONG_CHAIN = 4;

  /** {@code ip_vs_conn_tab_bits} of Linux 6.1: 8 to 20. */
  private static final int FEWEST_BITS = 8;

  private static final int MOST_BITS = 20;

  @Override
  public String subject() {
    return "the connection table";
  }

  @Override
  public boolean needsHost() {
    return false;
  }

  @Override
  public boolean needsRoot() {
    return false;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    Census census = new Census(director);
    director.kernel().connections(census);
    if (census.stranded > 0 && director.isSet(NODEST, "0") && !DoctorVips.isStandby(director)) {
      found.accept(stranded(census.stranded));
    }
    director.host().ifPresent(host -> table(host, census.all, found));
  }

  /** Counts the entries, and those whose server their service has no longer. */
  private static final class Census implements Consumer<Connection> {
    private final ConnectionServices services;
    private final Map<Place, Boolean> served = new HashMap<>();
    private long all;
    private long stranded;

    Census(DoctorCase director) {
      services = new ConnectionServices(director.state());
    }

    @Override
    public void accept(Connection connection) {
      all++;
      boolean lost =
          !connection.isTemplate()
              && !served.computeIfAbsent(
                  Place.of(connection), unseen -> services.hasServer(connection));
      stranded += lost ? 1 : 0;
    }
  }

  /** What decides whether a connection has a server; many have it in common. */
  private record Place(
      int protocol, IpAddress virtualAddress, int virtualPort, IpAddress server, int serverPort) {
    static Place of(Connection one) {
      return new Place(
          one.protocol(), one.virtualAddress(), one.virtualPort(), one.server(), one.serverPort());
    }
  }

  private static Finding stranded(long count) {
    return Finding.warning(
        DoctorCode.CONNECTIONS_STRANDED,
        "%s on servers that are gone"
            .formatted(DoctorWords.count(count, "connection") + (count == 1 ? " hangs" : " hang")),
        "with %s 0 their packets are dropped without a word until they time out; at 1 they end at"
                .formatted(NODEST)
            + " once, and clients try again",
        DoctorWords.setting(NODEST, "1"));
  }

  private static void table(Host host, long entries, Consumer<Finding> found) {
    OptionalLong chains = host.connectionTableSize();
    if (chains.isEmpty() || entries <= LONG_CHAIN * chains.getAsLong()) {
      return;
    }
    int bits =
        Math.max(FEWEST_BITS, Math.min(MOST_BITS, Long.SIZE - Long.numberOfLeadingZeros(entries)));
    found.accept(
        Finding.warning(
            DoctorCode.TABLE_SMALL,
            "the connection table has %d entries in %d chains"
                .formatted(entries, chains.getAsLong()),
            "each packet is looked up in a chain of %d on average; the size counts from the next"
                    .formatted(entries / chains.getAsLong())
                + " time that the module is loaded",
            "echo 'options ip_vs conn_tab_bits=%d' > /etc/modprobe.d/ip_vs.conf".formatted(bits)));
  }
}
