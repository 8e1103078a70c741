package org.lvsh.kernel.traffic;

import java.util.Optional;

/**
 * {@code twos}: of two servers, drawn by their weights, the one with less load for its weight
 * ({@code ip_vs_twos.c}).
 */
final class TwoChoices extends Scheduling {
  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    int weights = 0;
    for (Destination one : service) {
      weights += one.isUsable() ? one.weight() : 0;
    }
    if (weights == 0) {
      return Optional.empty();
    }
    Destination first = drawn(service, moment.dice().below(weights + 1));
    Destination second = drawn(service, moment.dice().below(weights + 1));
    return Optional.of(lighter(first, second));
  }

  /** The one with less load for its weight; the first where they are alike. */
  static <C extends Contender> C lighter(C first, C second) {
    return second.weight() * first.load() > first.weight() * second.load() ? second : first;
  }

  /** The server at which the weights, summed up, reach a number. */
  private static Destination drawn(BalancedService service, int number) {
    int left = number;
    Destination drawn = null;
    for (Destination one : service) {
      if (one.isUsable() && (drawn == null || left > 0)) {
        drawn = one;
        left -= one.weight();
      }
    }
    return drawn;
  }
}
