package org.lvsh.kernel.traffic;

import java.util.Optional;

/** {@code rr}: the next usable one in the list ({@code ip_vs_rr.c}). */
final class RoundRobin extends Scheduling {
  /** The one chosen last; null at the head of the list. */
  private Destination last;

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    Destination one = last;
    for (int pass = 0; pass < (last == null ? 1 : 2); pass++) {
      for (one = service.after(one); one != null; one = one.older()) {
        if (one.isUsable()) {
          last = one;
          return Optional.of(one);
        }
        if (one == last) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  @Override
  void bind(BalancedService service) {
    last = null;
  }

  @Override
  void removed(BalancedService service, Destination destination) {
    if (last == destination) {
      last = destination.newer();
    }
  }

  @Override
  SchedulerMemory memory(BalancedService service) {
    return SchedulerMemory.of(last, 0);
  }

  @Override
  void restore(BalancedService service, SchedulerMemory memory, Finder finder) {
    last = memory.last().map(finder::find).orElse(null);
    if (!memory.equals(memory(service))) {
      throw new IllegalArgumentException("not what rr remembers");
    }
  }
}
