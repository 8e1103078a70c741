package org.lvsh.kernel.live;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.lvsh.kernel.ApplyContract;
import org.lvsh.kernel.FirewallContract;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.TriedKernel;
import org.lvsh.kernel.firewall.IptablesFirewall;
import org.lvsh.kernel.netlink.IpvsClient;

/** The contract's parts about mark rules and names, with iptables. */
@Tag("lab-quick")
final class RulesOnIptablesLabTest implements FirewallContract, ApplyContract {
  private final IpvsClient ipvs = IpvsClient.live();
  private final LiveKernel kernel = LiveKernel.with(ipvs, new IptablesFirewall());

  @BeforeEach
  void empty() {
    LabMachine.empty(ipvs);
  }

  @AfterEach
  void close() {
    kernel.close();
  }

  @Override
  public TriedKernel kernel() {
    return new TriedKernel(kernel);
  }
}
