package org.lvsh.kernel.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelContract;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.firewall.Firewall;
import org.lvsh.kernel.netlink.IpvsClient;

/**
 * The contract of every kernel, on the kernel of the lab. It clears IPVS and every packet filter
 * each time.
 */
abstract class LiveKernelContract extends KernelContract {
  private final IpvsClient ipvs = IpvsClient.live();
  private final LiveKernel kernel = LiveKernel.with(ipvs, firewall());

  /** What keeps marks and names. */
  abstract Firewall firewall();

  @Override
  protected Kernel fresh() {
    LabMachine.empty(ipvs);
    return kernel;
  }

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void itCallsItselfLive() {
    assertEquals("live", kernel.label());
    assertEquals(Optional.of(firewall().kind()), kernel.firewall());
    assertTrue(kernel.capabilities().schedulers().contains("wlc"));
    kernel.connections(connection -> {});
  }
}
