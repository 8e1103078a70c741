package org.lvsh.kernel.traffic;

/** The schedulers by their names. */
final class Schedulings {
  private Schedulings() {}

  /** What a service's scheduler begins with, which knows no server yet. */
  static Scheduling of(String name) {
    return switch (name) {
      case "rr" -> new RoundRobin();
      case "wrr" -> new WeightedRoundRobin();
      case "lc" -> new LeastConnections();
      case "wlc" -> LeastLoad.wlc();
      case "lblc" -> new LocalityOfOne();
      case "lblcr" -> new LocalityOfSeveral();
      case "dh" -> new DestinationHashing();
      case "sh" -> new SourceHashing();
      case "sed" -> LeastLoad.sed();
      case "nq" -> new NeverQueue();
      case "fo" -> HighestWeight.failover();
      case "ovf" -> HighestWeight.overflow();
      case "mh" -> new MaglevHashing();
      case "twos" -> new TwoChoices();
      default -> new NoScheduling();
    };
  }
}
