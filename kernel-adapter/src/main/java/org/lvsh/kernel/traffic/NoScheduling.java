package org.lvsh.kernel.traffic;

import java.util.Optional;

/** A service without a scheduler ({@code none}), which forwards nothing. */
final class NoScheduling extends Scheduling {
  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    return Optional.empty();
  }
}
