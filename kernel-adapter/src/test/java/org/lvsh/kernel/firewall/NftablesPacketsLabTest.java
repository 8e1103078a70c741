package org.lvsh.kernel.firewall;

import org.junit.jupiter.api.Tag;
import org.lvsh.kernel.netlink.NftGenerations;

/** The marks of real packets with nftables. */
@Tag("lab")
final class NftablesPacketsLabTest extends MarkedPacketsLabTest {
  private final Firewall firewall = new NftablesFirewall(NftGenerations.live()::now);

  @Override
  Firewall firewall() {
    return firewall;
  }
}
