package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.shell.session.StoppedKernel;

/** The lab, asked and changed by the programs that operators use; never by lvsh. */
final class Lab {
  private static final int PATIENCE_SECONDS = 300;

  private Lab() {}

  /**
   * The firewalls that a test is run with where one of them stands for both: with the quick counts
   * nftables alone.
   */
  static List<FirewallKind> firewalls() {
    return "full".equals(System.getProperty("lvsh.counts"))
        ? List.of(FirewallKind.values())
        : List.of(FirewallKind.NFTABLES);
  }

  /** The same as {@code --firewall} takes them. */
  static List<String> firewallNames() {
    return firewalls().stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Takes every service and every packet filter away, and puts every setting back. */
  static void empty() {
    bash(
        """
        ipvsadm -C
        nft flush ruleset
        for iptables in iptables ip6tables; do
          $iptables -t mangle -F
          $iptables -t mangle -X
        done
        """);
    resetSettings();
  }

  /** To the values that a kernel starts with. */
  private static void resetSettings() {
    StringBuilder script = new StringBuilder("cd /proc/sys/net/ipv4/vs\n");
    for (KnownSetting known : KnownSetting.values()) {
      known
          .first()
          .ifPresent(
              first ->
                  script.append(
                      "if test -w %1$s; then echo %2$s > %1$s; fi\n"
                          .formatted(first.name(), first.value())));
    }
    bash(script.toString());
  }

  /** Runs a script of bash that ends at its first failure, and gives what it printed. */
  static String bash(String script) {
    return bash(script, "");
  }

  static String bash(String script, String input) {
    return Command.output(input, PATIENCE_SECONDS, "bash", "-euo", "pipefail", "-c", script);
  }

  /** What {@code ipvsadm -Sn} prints, sorted. */
  static List<String> services() {
    return bash("ipvsadm -Sn").lines().sorted().toList();
  }

  /** Waits until something is so, which must be soon. */
  static void await(String what, BooleanSupplier isSo) {
    await(what, PATIENCE_SECONDS, isSo);
  }

  static void await(String what, int seconds, BooleanSupplier isSo) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!isSo.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, () -> "in vain: " + what);
      pause(50);
    }
  }

  static void pause(long milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Starts lvsh as a process of its own, in a network namespace where one is named. */
  static Process startLvsh(List<String> before, Path told, String... arguments) {
    return start(before, Main.class, told, List.of(arguments));
  }

  /**
   * Starts lvsh as a process of its own that stops at a batch and waits to be killed.
   *
   * @param kernel {@code live}, or the file of a simulated one
   * @param held the file that is made when it has stopped
   */
  static Process startHeld(
      String kernel,
      Path run,
      StoppedKernel.Place place,
      Path held,
      Path told,
      String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                kernel,
                run.toString(),
                Integer.toString(place.batch()),
                Integer.toString(place.done()),
                held.toString()));
    all.addAll(List.of(arguments));
    return start(List.of(), HeldLvsh.class, told, all);
  }

  private static Process start(
      List<String> before, Class<?> main, Path told, List<String> arguments) {
    List<String> command = new ArrayList<>(before);
    command.addAll(JavaProcess.words());
    command.add(main.getName());
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(told.toFile())
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
