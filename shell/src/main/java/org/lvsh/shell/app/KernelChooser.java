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
import org.lvsh.shell.store.Director;
import org.lvsh.shell.store.Store;

/**
 * Finds the kernel that the command line asks for: the one of this machine where it says nothing. A
 * simulation is never taken in silence.
 */
final class KernelChooser {
  private static final Path NETWORK = Path.of("/proc/self/ns/net");

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
    Path folder = surroundings.run().resolve(network());
    Store store = Store.in(folder, surroundings.operator(), surroundings.clock());
    return new Director(kernel, store, asRoot(arguments));
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
      Path lock = state.resolveSibling("." + state.getFileName() + ".applying");
      return new Director(
          SimulatedKernel.keptIn(state),
          Store.lockedBy(lock, surroundings.operator(), surroundings.clock()),
          "");
    } catch (InvalidPathException bad) {
      throw new KernelException("--state does not name a file: " + bad.getReason(), bad);
    }
  }
}
