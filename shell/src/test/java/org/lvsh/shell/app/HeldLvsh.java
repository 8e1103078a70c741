package org.lvsh.shell.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.host.HostFiles;
import org.lvsh.kernel.live.Opening;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.shell.probe.NetworkProber;
import org.lvsh.shell.session.StoppedKernel;
import org.lvsh.shell.store.Uptime;

/**
 * lvsh as a process of its own that stops at one batch, says so by a file, and waits there to be
 * killed. Its arguments are the file of a simulated kernel or {@code live}, the folder of what is
 * kept until the next boot, the batch, how many of its operations are done by then, the file that
 * is made, and those of lvsh.
 */
final class HeldLvsh {
  private static final int OWN = 5;

  private HeldLvsh() {}

  public static void main(String[] arguments) {
    Path run = Path.of(arguments[1]);
    StoppedKernel.Place place =
        new StoppedKernel.Place(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    Path held = Path.of(arguments[4]);
    App app =
        new App(
            new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                System.out,
                System.err,
                false,
                false,
                false,
                name -> null,
                Clock.systemUTC(),
                firewall ->
                    new StoppedKernel(
                        arguments[0].equals("live")
                            ? Opening.open(firewall)
                            : simulated(arguments[0]),
                        place,
                        batch -> hold(held)),
                HostFiles.live(),
                run,
                run.resolve("lib"),
                run.resolve("log/audit.log"),
                Uptime.ofMachine(),
                new NetworkProber(),
                GuardianProcess::start));
    System.exit(app.run(Arrays.copyOfRange(arguments, OWN, arguments.length)));
  }

  private static Kernel simulated(String file) {
    return SimulatedKernel.keptIn(Path.of(file));
  }

  private static void hold(Path held) {
    try {
      Files.createFile(held);
      new CountDownLatch(1).await();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
