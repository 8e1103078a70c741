package org.lvsh.kernel.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelContract;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.firewall.NftablesFirewall;
import org.lvsh.kernel.host.ConnectionTable;
import org.lvsh.kernel.host.Modules;
import org.lvsh.kernel.netlink.IpvsClient;

/**
 * The contract of every kernel, on the kernel of the lab. It clears IPVS and our table each time.
 */
@Tag("lab")
class LiveKernelLabTest extends KernelContract {
  private final IpvsClient ipvs = IpvsClient.live();
  private final LiveKernel kernel =
      new LiveKernel(
          ipvs, new NftablesFirewall(), new ConnectionTable(ConnectionTable.FILE), Modules.live());

  @Override
  protected Kernel fresh() {
    LabMachine.empty(ipvs);
    LabMachine.run("nft", "add", "table", "inet", "lvsh");
    LabMachine.run("nft", "delete", "table", "inet", "lvsh");
    return kernel;
  }

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void itCallsItselfLive() {
    assertEquals("live", kernel.label());
    assertTrue(kernel.capabilities().schedulers().contains("wlc"));
    kernel.connections(connection -> {});
  }
}
