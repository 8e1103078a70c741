package org.lvsh.kernel.live;

import org.junit.jupiter.api.Tag;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.firewall.NftablesFirewall;

/** The whole contract with nftables. */
@Tag("lab")
final class LiveKernelLabTest extends LiveKernelContract {
  @Override
  Firewall firewall() {
    return new NftablesFirewall(new LiveNft());
  }
}
