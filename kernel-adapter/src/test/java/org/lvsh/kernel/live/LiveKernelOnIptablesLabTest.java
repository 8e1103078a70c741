package org.lvsh.kernel.live;

import org.junit.jupiter.api.Tag;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.firewall.IptablesFirewall;

/** The whole contract with iptables; {@code IptablesLabTest} tries its rules and names alone. */
@Tag("lab-full")
final class LiveKernelOnIptablesLabTest extends LiveKernelContract {
  @Override
  Firewall firewall() {
    return new IptablesFirewall();
  }
}
