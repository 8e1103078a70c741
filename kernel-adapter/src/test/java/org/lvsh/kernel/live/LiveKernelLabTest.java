package org.lvsh.kernel.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelContract;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.firewall.NftablesFirewall;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Timeouts;

/**
 * The contract of every kernel, on the kernel of the lab. It clears IPVS and our table each time.
 */
@Tag("lab")
class LiveKernelLabTest extends KernelContract {
  private final LiveKernel kernel = LiveKernel.with(new NftablesFirewall());

  @Override
  protected Kernel fresh() {
    run("ipvsadm", "-C");
    run("nft", "add", "table", "inet", "lvsh");
    run("nft", "delete", "table", "inet", "lvsh");
    kernel.apply(List.of(new Operation.SetTimeouts(Timeouts.DEFAULT)), Progress.SILENT);
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

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), String.join(" ", command));
      assertEquals(0, process.exitValue(), String.join(" ", command));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
