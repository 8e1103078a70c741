package org.lvsh.kernel.firewall;

import org.junit.jupiter.api.Tag;

/** The marks of real packets with nftables. */
@Tag("lab")
final class NftablesPacketsLabTest extends MarkedPacketsLabTest {
  private final Firewall firewall = new NftablesFirewall();

  @Override
  Firewall firewall() {
    return firewall;
  }
}
