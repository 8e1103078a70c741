package org.lvsh.kernel;

import org.junit.jupiter.api.BeforeEach;

/**
 * What every kernel must do, the live one and the simulated one alike: each extends this class and
 * gives a kernel that nobody has changed yet. The order of checks that is expected here is that of
 * {@code ip_vs_ctl.c} in Linux 6.1.
 */
public abstract class KernelContract
    implements ServiceContract,
        ServerContract,
        DaemonContract,
        SettingContract,
        StatisticsContract,
        FirewallContract,
        ApplyContract {
  private TriedKernel kernel;

  /**
   * A kernel without services, sync daemons, rules and names, with the timeouts and settings it
   * starts with, on a machine with the interfaces lo and eth0.
   */
  protected abstract Kernel fresh();

  @BeforeEach
  void freshKernel() {
    kernel = new TriedKernel(fresh());
  }

  @Override
  public TriedKernel kernel() {
    return kernel;
  }
}
