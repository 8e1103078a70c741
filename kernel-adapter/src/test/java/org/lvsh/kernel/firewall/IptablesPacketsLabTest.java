package org.lvsh.kernel.firewall;

import org.junit.jupiter.api.Tag;

/** The marks of real packets with iptables. */
@Tag("lab")
final class IptablesPacketsLabTest extends MarkedPacketsLabTest {
  private final Firewall firewall = new IptablesFirewall();

  @Override
  Firewall firewall() {
    return firewall;
  }
}
