package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lvsh.language.diagnostic.Span;

/**
 * {@code trap TEXT SIGNAL…}: commands that are carried out when a script ends, whatever ends it.
 *
 * @param signals without those that only come from outside
 */
record Trap(Span span, String text, Set<String> signals) {
  private static final Set<String> FROM_WITHIN = Set.of("EXIT", "ERR", "RETURN", "DEBUG");

  Trap {
    signals = Set.copyOf(signals);
  }

  static Optional<Trap> of(Span span, String program, List<String> arguments) {
    if (!program.equals("trap") || arguments.isEmpty()) {
      return Optional.empty();
    }
    Set<String> signals =
        arguments.stream()
            .skip(1)
            .map(one -> one.equals("0") ? "EXIT" : one.replaceFirst("^SIG", ""))
            .filter(FROM_WITHIN::contains)
            .collect(Collectors.toSet());
    return Optional.of(new Trap(span, arguments.get(0), signals))
        .filter(trap -> !trap.signals().isEmpty());
  }

  /** Whether nothing is to be done any longer. */
  boolean isReset() {
    return text.equals("-");
  }
}
