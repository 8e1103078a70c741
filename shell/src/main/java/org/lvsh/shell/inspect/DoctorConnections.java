package org.lvsh.shell.inspect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;

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

  /** Counts the entries, and those whose server is none any more. */
  private static final class Census implements Consumer<Connection> {
    private final Map<IpAddress, Set<Integer>> servers = new HashMap<>();
    private long all;
    private long stranded;

    Census(DoctorCase director) {
      DoctorServerUse.each(
          director,
          (name, server) ->
              servers
                  .computeIfAbsent(server.key().address(), address -> new HashSet<>())
                  .add(server.key().port()));
    }

    @Override
    public void accept(Connection connection) {
      all++;
      if (!connection.isTemplate() && !hasServer(connection)) {
        stranded++;
      }
    }

    private boolean hasServer(Connection connection) {
      Set<Integer> ports = servers.getOrDefault(connection.server(), Set.of());
      return ports.contains(connection.serverPort()) || ports.contains(0);
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
