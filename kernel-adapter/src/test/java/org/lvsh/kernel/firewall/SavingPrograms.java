package org.lvsh.kernel.firewall;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.KernelException;

/** Programs that list rules, each a file of its own but for the links. */
final class SavingPrograms extends Programs {
  private final Map<String, String> saved;
  private final Map<String, String> links;
  private final List<String> run = new ArrayList<>();

  /**
   * With these alone.
   *
   * @param saved what each prints
   */
  SavingPrograms(Map<String, String> saved) {
    this(saved, Map.of());
  }

  /**
   * With links.
   *
   * @param links the name of the file that a program is in truth
   */
  SavingPrograms(Map<String, String> saved, Map<String, String> links) {
    this.saved = saved;
    this.links = links;
  }

  @Override
  Optional<Path> origin(String program) {
    return saved.containsKey(program)
        ? Optional.of(Path.of("/usr/sbin", links.getOrDefault(program, program)))
        : Optional.empty();
  }

  @Override
  String run(List<String> command, String input) {
    run.add(String.join(" ", command));
    String said = saved.get(command.get(0));
    if (said == null) {
      throw new KernelException(command.get(0) + " is not there");
    }
    return said;
  }

  /** The commands that were run, in their order. */
  List<String> run() {
    return run;
  }
}
