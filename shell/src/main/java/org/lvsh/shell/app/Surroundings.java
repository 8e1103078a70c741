package org.lvsh.shell.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.host.Host;
import org.lvsh.shell.probe.Prober;
import org.lvsh.shell.store.Operator;
import org.lvsh.shell.store.Uptime;

/**
 * The process around lvsh: its streams, whether they are terminals, and its environment.
 *
 * @param inputIsTerminal whether somebody types
 * @param outputIsTerminal whether somebody reads what is shown
 * @param errorIsTerminal whether somebody reads what is told
 * @param live the kernel of the machine
 * @param host the machine around it
 * @param run the folder for what is known of it until the next boot
 * @param kept the folder for what is known of it for longer
 * @param log the audit log
 * @param prober asks what real servers answer
 * @param guardians makes the processes that put back what nobody confirms
 */
record Surroundings(
    InputStream input,
    PrintStream output,
    PrintStream errors,
    boolean inputIsTerminal,
    boolean outputIsTerminal,
    boolean errorIsTerminal,
    Arguments.Environment environment,
    Clock clock,
    LiveKernels live,
    Host host,
    Path run,
    Path kept,
    Path log,
    Uptime uptime,
    Prober prober,
    Guardians guardians) {
  private static final Path OURSELVES = Path.of("/proc/self");

  /** Opens the kernel that this machine runs. */
  @FunctionalInterface
  interface LiveKernels {
    /**
     * Opens it.
     *
     * @param firewall what keeps marks and names; empty: what the machine has
     * @throws org.lvsh.kernel.KernelException where there is no IPVS, no privilege or no firewall
     */
    Kernel open(Optional<FirewallKind> firewall);
  }

  /** Makes processes of their own. */
  @FunctionalInterface
  interface Guardians {
    /**
     * Starts one.
     *
     * @param options which kernel it guards, in the words of the command line
     * @throws org.lvsh.kernel.KernelException where it cannot be started
     */
    void start(List<String> options);
  }

  /** Who runs this process, also behind {@code sudo(8)}. */
  Operator operator() {
    return new Operator(
        System.getProperty("user.name", "somebody"),
        variable("SUDO_USER"),
        process(),
        uid(),
        variable("SSH_CONNECTION").or(Surroundings::terminal));
  }

  /** The number of this process ({@code proc(5)}); {@code ProcessHandle} takes long to load. */
  private static long process() {
    try {
      return Long.parseLong(Files.readSymbolicLink(OURSELVES).toString());
    } catch (IOException | NumberFormatException unknown) {
      return ProcessHandle.current().pid();
    }
  }

  /** The owner of a process is its effective user ({@code proc(5)}). */
  private static OptionalLong uid() {
    try {
      return Files.getAttribute(OURSELVES, "unix:uid") instanceof Integer uid
          ? OptionalLong.of(Integer.toUnsignedLong(uid))
          : OptionalLong.empty();
    } catch (IOException unknown) {
      return OptionalLong.empty();
    }
  }

  private static Optional<String> terminal() {
    try {
      String input = Files.readSymbolicLink(OURSELVES.resolve("fd/0")).toString();
      return Optional.of(input).filter(name -> name.matches("/dev/(pts/|tty).*"));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /** The file that keeps the history of the prompt (XDG Base Directory Specification). */
  Optional<Path> historyFile() {
    Optional<String> state = variable("XDG_STATE_HOME").filter(folder -> folder.startsWith("/"));
    return state
        .or(() -> variable("HOME").map(home -> home + "/.local/state"))
        .map(folder -> Path.of(folder, "lvsh", "history"));
  }

  /** Whether colour is unwanted or impossible ({@code NO_COLOR}, a dumb terminal). */
  boolean isPlain() {
    return variable("NO_COLOR").isPresent()
        || variable("TERM").filter(terminal -> terminal.equals("dumb")).isPresent();
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.variable(name)).filter(value -> !value.isEmpty());
  }
}
