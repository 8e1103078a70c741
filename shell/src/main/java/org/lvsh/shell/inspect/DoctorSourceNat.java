package org.lvsh.shell.inspect;

import java.util.NavigableSet;
import java.util.function.Consumer;

/**
 * Whether rules of source NAT meet what is masqueraded. With {@code conntrack} 0 IPVS takes its
 * packets out of netfilter's connection tracking ({@code ip_vs_notrack}), on which such rules rest.
 */
final class DoctorSourceNat implements DoctorCheck {
  private static final String CONNTRACK = "conntrack";

  @Override
  public String subject() {
    return "the rules of source NAT";
  }

  @Override
  public boolean needsHost() {
    return true;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    NavigableSet<String> masqueraded = DoctorServerUse.masqueraded(director);
    if (director.isSet(CONNTRACK, "0")
        && !masqueraded.isEmpty()
        && director.kernel().hasSourceNat()) {
      found.accept(blind(masqueraded));
    }
  }

  private static Finding blind(NavigableSet<String> services) {
    return Finding.note(
        DoctorCode.SOURCE_NAT_BLIND,
        "rules of source NAT on this machine never meet %s, which masquerades: conntrack is 0"
            .formatted(DoctorWords.services(services)),
        "IPVS takes its packets out of netfilter's tracking; where the rules are meant for these"
            + " packets, so that servers need no route back, they need conntrack 1",
        DoctorWords.setting(CONNTRACK, "1"));
  }
}
