package org.lvsh.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lvsh.kernel.host.SettingFiles;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.netlink.IpvsClient;

/** The lab's machine, made like the one of the simulated kernel. */
public final class LabMachine {
  private LabMachine() {}

  /**
   * No services, no sync daemons and no rules in any packet filter, the first timeouts and
   * settings, and the interfaces lo and eth0. The iptables of the lab is the one on nftables, so
   * one flush is enough.
   */
  public static void empty(IpvsClient client) {
    if (!Files.exists(Path.of("/sys/class/net/eth0"))) {
      run("ip", "link", "add", "eth0", "mtu", "1500", "type", "dummy");
      run("ip", "link", "set", "eth0", "up");
    }
    run("nft", "flush", "ruleset");
    assertEquals(Optional.empty(), client.flush());
    List<Operation> operations = new ArrayList<>();
    client
        .daemons()
        .entries()
        .forEach(daemon -> operations.add(new Operation.StopDaemon(daemon.role())));
    operations.add(new Operation.SetTimeouts(Timeouts.DEFAULT));
    assertEquals(
        operations.stream().map(Outcome::done).toList(), client.apply(operations, Progress.SILENT));
    resetSettings();
  }

  private static void resetSettings() {
    SettingFiles files = SettingFiles.live();
    for (Setting present : files.read().values()) {
      present
          .known()
          .flatMap(KnownSetting::first)
          .filter(first -> !first.equals(present))
          .ifPresent(first -> assertEquals(Optional.empty(), files.set(first), first::toString));
    }
  }

  /** Runs a command that must succeed. */
  public static void run(String... command) {
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
