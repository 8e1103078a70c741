package org.lvsh.shell.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.simulated.SimulatedKernel;

/** Finds the kernel that the command line asks for. A simulation is never taken in silence. */
final class KernelChooser {
  private static final String NO_LIVE_KERNEL =
      "this lvsh cannot work on a live kernel yet: say --kernel simulated";

  private KernelChooser() {}

  /**
   * The kernel.
   *
   * @throws KernelException where none is asked for, or the one asked for is not to be had
   */
  static Kernel choose(Arguments arguments) {
    Optional<Arguments.KernelChoice> choice = arguments.kernel();
    if (choice.isEmpty()) {
      throw new KernelException(
          "no kernel is chosen: say --kernel simulated, or set LVSH_KERNEL=simulated"
              + " (this lvsh cannot work on a live kernel yet)");
    }
    return switch (choice.get()) {
      case LIVE -> throw new KernelException(NO_LIVE_KERNEL);
      case SIMULATED -> simulated(arguments.state());
    };
  }

  private static Kernel simulated(Optional<String> state) {
    if (state.isEmpty()) {
      return SimulatedKernel.inMemory();
    }
    try {
      return SimulatedKernel.keptIn(Path.of(state.get()));
    } catch (InvalidPathException bad) {
      throw new KernelException("--state does not name a file: " + bad.getReason(), bad);
    }
  }
}
