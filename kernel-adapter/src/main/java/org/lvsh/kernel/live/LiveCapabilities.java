package org.lvsh.kernel.live;

import java.util.List;
import java.util.Set;
import org.lvsh.kernel.Capabilities;
import org.lvsh.kernel.host.Modules;
import org.lvsh.kernel.model.Scheduler;

/** What a kernel can do, by the modules it has or can load. */
final class LiveCapabilities {
  private static final List<String> ENGINES = List.of("pe_sip");

  private LiveCapabilities() {}

  static Capabilities of(Modules modules) {
    boolean sip = modules.ipvsParts(ENGINES).contains("pe_sip");
    return new Capabilities(modules.ipvsParts(Scheduler.KNOWN), sip ? Set.of("sip") : Set.of());
  }
}
