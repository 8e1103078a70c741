package org.lvsh.kernel.live;

import java.util.LinkedHashSet;
import java.util.Set;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.host.Modules;
import org.lvsh.kernel.model.Scheduler;

/** What a kernel can do, by the modules it has or can load. */
final class LiveCapabilities {
  private static final String SIP = "pe_sip";

  private LiveCapabilities() {}

  static Capabilities of(Modules modules) {
    Set<String> there = new LinkedHashSet<>(Scheduler.KNOWN);
    there.add(SIP);
    there = modules.ipvsParts(there);
    Set<String> engines = there.remove(SIP) ? Set.of("sip") : Set.of();
    return new Capabilities(there, engines);
  }
}
