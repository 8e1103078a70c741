package org.lvsh.shell.app;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.shell.store.Operator;

/**
 * The process around lvsh: its streams, whether they are terminals, and its environment.
 *
 * @param inputIsTerminal whether somebody types
 * @param outputIsTerminal whether somebody reads what is shown
 * @param errorIsTerminal whether somebody reads what is told
 * @param live the kernel of the machine
 * @param run the folder for what is known of it until the next boot
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
    Path run) {

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

  /** Who runs this process, also behind {@code sudo(8)}. */
  Operator operator() {
    return new Operator(
        System.getProperty("user.name", "somebody"),
        variable("SUDO_USER"),
        ProcessHandle.current().pid());
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
