package org.lvsh.kernel.traffic;

import java.util.Optional;

/** The schedulers that remember nothing, by their names. */
final class Rules {
  private Rules() {}

  /** Empty where the scheduler remembers something, draws lots or is not known. */
  static Optional<Rule> of(String scheduler) {
    return Optional.ofNullable(
        switch (scheduler) {
          case "lc" -> new LeastConnections();
          case "wlc" -> LeastLoad.wlc();
          case "sed" -> LeastLoad.sed();
          case "nq" -> new NeverQueue();
          case "fo" -> HighestWeight.failover();
          case "ovf" -> HighestWeight.overflow();
          case "dh" -> new DestinationHashing();
          case "sh" -> new SourceHashing();
          case "mh" -> new MaglevHashing();
          default -> null;
        });
  }
}
