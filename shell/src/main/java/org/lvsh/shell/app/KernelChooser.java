package org.lvsh.shell.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.shell.store.Audit;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.store.Store;
import org.lvsh.shell.store.Trials;

/**
 * Finds the kernel that the command line asks for: the one of this machine where it says nothing. A
 * simulation is never taken in silence.
 */
final class KernelChooser {
  private static final Path NETWORK = Path.of("/proc/self/ns/net");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private final Surroundings surroundings;

  KernelChooser(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * The machine to work on.
   *
   * @throws KernelException where it is not to be had
   */
  Director choose(Arguments arguments) {
    return switch (arguments.kernel().orElse(Arguments.KernelChoice.LIVE)) {
      case LIVE -> live(arguments);
      case SIMULATED -> simulated(arguments);
    };
  }

  private Director live(Arguments arguments) {
    Kernel kernel = surroundings.live().open(arguments.run().firewall());
    String network = network();
    Store store =
        Store.in(surroundings.run().resolve(network), surroundings.operator(), surroundings.clock())
            .withHistory(surroundings.kept().resolve(network).resolve("history"), boot())
            .withAudit(Audit.in(surroundings.log(), network))
            .withTrials(
                Trials.in(
                    surroundings.run().resolve(network).resolve("trial"),
                    boot(),
                    surroundings.uptime(),
                    () -> surroundings.guardians().start(arguments.ofGuardian())));
    return new Director(kernel, store, asRoot(arguments), Optional.of(surroundings.host()));
  }

  /** Which start of the machine this is ({@code random(4)}). */
  private static Optional<String> boot() {
    try {
      return Optional.of(Files.readString(BOOT).strip());
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /** What to say instead, in words that a shell takes. */
  private static String asRoot(Arguments arguments) {
    String line =
        arguments.line().stream().map(KernelChooser::quoted).collect(Collectors.joining(" "));
    String command = "as root: sudo lvsh " + line;
    return arguments.words().stream().findFirst().equals(Optional.of("plan"))
        ? command
            + "; or without root, against what root has written with 'lvsh export lvs to FILE':"
            + " lvsh "
            + line
            + " against FILE"
        : command.strip();
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The network namespace, since each has an IPVS of its own: such as {@code net-4026531840}. */
  private static String network() {
    try {
      String link = Files.readSymbolicLink(NETWORK).toString();
      return "net-" + link.replaceAll("[^0-9]", "");
    } catch (IOException failed) {
      throw new KernelException(NETWORK + " cannot be read: " + failed.getMessage(), failed);
    }
  }

  private Director simulated(Arguments arguments) {
    if (arguments.state().isEmpty()) {
      Store nowhere = Store.nowhere(surroundings.operator(), surroundings.clock());
      return new Director(SimulatedKernel.inMemory(), nowhere, "");
    }
    try {
      Path state = Path.of(arguments.state().get());
      Store store =
          Store.lockedBy(beside(state, "applying"), surroundings.operator(), surroundings.clock())
              .withHistory(beside(state, "history"), Optional.empty())
              .withAudit(Audit.in(beside(state, "audit"), ""))
              .withTrials(
                  Trials.in(
                      beside(state, "trial"),
                      boot(),
                      surroundings.uptime(),
                      () -> surroundings.guardians().start(arguments.ofGuardian())));
      return new Director(SimulatedKernel.keptIn(state), store, "");
    } catch (InvalidPathException bad) {
      throw new KernelException("--state does not name a file: " + bad.getReason(), bad);
    }
  }

  /** What is kept of a simulated kernel lies beside it: {@code .shop.state.history}. */
  private static Path beside(Path state, String what) {
    return state.resolveSibling("." + state.getFileName() + "." + what);
  }
}
