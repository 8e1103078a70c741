package org.lvsh.kernel.firewall;

import org.junit.jupiter.api.Tag;
import org.lvsh.kernel.live.LiveNft;

/** The marks of real packets with nftables. */
@Tag("lab")
final class NftablesPacketsLabTest extends MarkedPacketsLabTest {
  private final Firewall firewall = new NftablesFirewall(new LiveNft());

  @Override
  Firewall firewall() {
    return firewall;
  }
}
