package org.lvsh.shell.app;

import java.util.Optional;
import org.lvsh.kernel.KernelException;
import org.lvsh.shell.command.Console;
import org.lvsh.shell.store.Director;
import org.lvsh.shell.view.DiagnosticsView;

/**
 * Finds the kernel that the prompt works on. Where the command line does not say, it is the one of
 * this machine if that can be used; if not, somebody is asked.
 */
final class KernelQuestion {
  private final KernelChooser chooser;
  private final Console console;

  KernelQuestion(KernelChooser chooser, Console console) {
    this.chooser = chooser;
    this.console = console;
  }

  /** The machine to work on; empty where there is none that anybody wants. */
  Optional<Director> settle(Arguments arguments) {
    try {
      Director director = chooser.choose(arguments);
      return arguments.kernel().isPresent() || director.kernel().restriction().isEmpty()
          ? Optional.of(director)
          : ask(arguments, director);
    } catch (KernelException unusable) {
      console.tell(new DiagnosticsView().lines(unusable));
      return arguments.kernel().isPresent() ? Optional.empty() : ask(arguments);
    }
  }

  private Optional<Director> ask(Arguments arguments) {
    return console.confirm("Work on a simulated kernel, to try things out?")
        ? simulated(arguments)
        : Optional.empty();
  }

  private Optional<Director> ask(Arguments arguments, Director restricted) {
    restricted
        .kernel()
        .restriction()
        .map(why -> new KernelException(why, restricted.wayOut()))
        .ifPresent(why -> console.tell(new DiagnosticsView().lines(why)));
    String question =
        "Work on a simulated kernel, to try things out? (no: look at what this one shows)";
    return switch (console.ask(question)) {
      case YES -> simulated(arguments);
      case NO -> Optional.of(restricted);
      case NOBODY -> Optional.empty();
    };
  }

  private Optional<Director> simulated(Arguments arguments) {
    return Optional.of(chooser.choose(arguments.on(Arguments.KernelChoice.SIMULATED)));
  }
}
