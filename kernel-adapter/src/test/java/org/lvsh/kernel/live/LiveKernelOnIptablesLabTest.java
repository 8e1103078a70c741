package org.lvsh.kernel.live;

import org.junit.jupiter.api.Tag;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.firewall.IptablesFirewall;

/** The same contract with iptables. */
@Tag("lab")
final class LiveKernelOnIptablesLabTest extends LiveKernelLabTest {
  @Override
  Firewall firewall() {
    return new IptablesFirewall();
  }
}
