package org.lvsh.kernel.live;

import org.junit.jupiter.api.Tag;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.firewall.IptablesFirewall;

/**
 * The whole contract with iptables. With the quick counts {@link RulesOnIptablesLabTest} tries the
 * parts that have to do with it.
 */
@Tag("lab-full")
final class LiveKernelOnIptablesLabTest extends LiveKernelContract {
  @Override
  Firewall firewall() {
    return new IptablesFirewall();
  }
}
