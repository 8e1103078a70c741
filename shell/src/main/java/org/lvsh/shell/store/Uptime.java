package org.lvsh.shell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.lvsh.kernel.KernelException;

/**
 * How long the machine has been up, the time it slept included ({@code CLOCK_BOOTTIME}). Unlike the
 * time of day nobody sets it, so it is what a deadline is counted by.
 */
@FunctionalInterface
public interface Uptime {
  /** Where Linux tells it: {@code proc(5)}, uptime. */
  Path FILE = Path.of("/proc/uptime");

  /** The time since the machine was started, by hundredths of a second. */
  Duration now();

  /**
   * That of this machine.
   *
   * @throws KernelException from {@link #now}, where it cannot be read
   */
  static Uptime ofMachine() {
    return () -> read(FILE);
  }

  private static Duration read(Path file) {
    try {
      String seconds = Files.readString(file).split(" ", 2)[0];
      return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    } catch (IOException | NumberFormatException failed) {
      throw new KernelException(
          file + " does not tell how long this machine is up: " + failed.getMessage(), failed);
    }
  }
}
