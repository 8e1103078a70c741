package org.lvsh.shell.inspect;

import java.util.Optional;
import java.util.function.Consumer;
import org.lvsh.kernel.host.Host;

/** The connection tracking of netfilter beside IPVS: whether it is full, and whether it is used. */
final class DoctorTracking implements DoctorCheck {
  private static final String CONNTRACK = "conntrack";
  private static final String COUNT = "net/netfilter/nf_conntrack_count";
  private static final String MOST = "net/netfilter/nf_conntrack_max";

  /** In percent. */
  private static final long NEARLY_FULL = 90;

  @Override
  public String subject() {
    return "the connection tracking of netfilter";
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
    full(director.host().orElseThrow()).ifPresent(found);
    boolean isTracked = director.setting(CONNTRACK).map(value -> !value.equals("0")).orElse(false);
    boolean hasServices = !director.state().services().isEmpty();
    if (isTracked && hasServices && DoctorServerUse.masqueraded(director).isEmpty()) {
      found.accept(unused());
    }
  }

  private static Optional<Finding> full(Host host) {
    long most = DoctorInterfaces.number(host, MOST);
    long count = DoctorInterfaces.number(host, COUNT);
    if (most == 0 || count * 100 < most * NEARLY_FULL) {
      return Optional.empty();
    }
    String what = "netfilter tracks %d connections, and %d at most".formatted(count, most);
    String mend = DoctorWords.sysctl(MOST, most * 2);
    return Optional.of(
        count < most
            ? Finding.warning(
                DoctorCode.CONNTRACK_FULL,
                what,
                "when the table is full, packets of new connections are dropped",
                mend)
            : Finding.error(
                DoctorCode.CONNTRACK_FULL, what, "packets of new connections are dropped", mend));
  }

  private static Finding unused() {
    return Finding.note(
        DoctorCode.CONNTRACK_UNUSED,
        "netfilter tracks the connections of IPVS, too, and no service masquerades",
        "direct routing and tunnels gain nothing by it; it costs each connection an entry, and each"
            + " packet time",
        DoctorWords.setting(CONNTRACK, "0"));
  }
}
