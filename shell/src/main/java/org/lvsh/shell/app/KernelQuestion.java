package org.lvsh.shell.app;

import java.util.Optional;
import org.lvsh.shell.command.Console;

/** Asks which kernel the prompt works on where the command line does not say. */
final class KernelQuestion {
  private KernelQuestion() {}

  /** The arguments with a kernel chosen; empty where nobody wants one. */
  static Optional<Arguments> settle(Arguments arguments, Console console) {
    if (arguments.kernel().isPresent()) {
      return Optional.of(arguments);
    }
    String question =
        "This lvsh cannot work on a live kernel yet. Work on a simulated one, to try things out?";
    return console.confirm(question)
        ? Optional.of(arguments.on(Arguments.KernelChoice.SIMULATED))
        : Optional.empty();
  }
}
