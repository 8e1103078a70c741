package org.lvsh.kernel.traffic;

/** The schedulers by their names. */
final class Schedulings {
  private Schedulings() {}

  /** What a service's scheduler begins with, which knows no server yet. */
  static Scheduling of(String name) {
    return Rules.of(name).<Scheduling>map(RuleScheduling::new).orElseGet(() -> remembering(name));
  }

  private static Scheduling remembering(String name) {
    return switch (name) {
      case "rr" -> new RoundRobin();
      case "wrr" -> new WeightedRoundRobin();
      case "lblc" -> new LocalityOfOne();
      case "lblcr" -> new LocalityOfSeveral();
      case "twos" -> new TwoChoices();
      default -> new NoScheduling();
    };
  }
}
