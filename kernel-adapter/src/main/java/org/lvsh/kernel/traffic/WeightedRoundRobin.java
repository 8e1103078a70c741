package org.lvsh.kernel.traffic;

import com.google.common.math.IntMath;
import java.util.Optional;

/**
 * {@code wrr}: the next one whose weight is at least the current one, which goes down from the
 * highest in steps of what divides all weights, and up again ({@code ip_vs_wrr.c}).
 */
final class WeightedRoundRobin extends Scheduling {
  /** The one chosen last; null at the head of the list. */
  private Destination last;

  private int current;

  /** What divides all weights; 0 where all are 0. */
  private int divisor;

  private int highest;

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    if (top() == 0) {
      return Optional.empty();
    }
    Destination start = last;
    Destination end = null;
    boolean lastPass = false;
    boolean restarted = false;
    Destination one = start;
    while (true) {
      for (one = service.after(one); one != null; one = one.older()) {
        if (!one.isOverloaded() && one.weight() >= current) {
          last = one;
          return Optional.of(one);
        }
        if (one == end) {
          last = one;
          return Optional.empty();
        }
      }
      current -= step();
      if (current <= 0) {
        current = top();
        // Each one has been asked for a weight of 1 by now.
        if (lastPass || start == null) {
          last = null;
          return Optional.empty();
        }
        restarted = true;
      }
      lastPass = current <= step();
      if (lastPass && restarted) {
        // Before, only those behind the start were asked for a weight of 1.
        end = start;
      }
    }
  }

  private int step() {
    return Math.max(divisor, 1);
  }

  /** The weight to begin with: the lowest number that only the heaviest servers reach. */
  private int top() {
    return highest - (step() - 1);
  }

  @Override
  void bind(BalancedService service) {
    last = null;
    measure(service);
    current = top();
  }

  @Override
  void added(BalancedService service, Destination destination) {
    weigh(destination);
    settle();
  }

  @Override
  void removed(BalancedService service, Destination destination) {
    changed(service);
  }

  @Override
  void changed(BalancedService service) {
    measure(service);
    settle();
  }

  private void measure(BalancedService service) {
    divisor = 0;
    highest = 0;
    service.forEach(this::weigh);
  }

  private void weigh(Destination one) {
    divisor = IntMath.gcd(divisor, one.weight());
    highest = Math.max(highest, one.weight());
  }

  /** {@code ip_vs_wrr_dest_changed}. */
  private void settle() {
    last = null;
    if (current > top() || current == 0) {
      current = top();
    } else if (divisor > 1) {
      current = current / divisor * divisor + 1;
    }
  }

  @Override
  SchedulerMemory memory(BalancedService service) {
    return last == null && current == fresh(service)
        ? SchedulerMemory.NONE
        : SchedulerMemory.of(last, current);
  }

  /** The current weight where the servers have just been added one after another. */
  private static int fresh(BalancedService service) {
    WeightedRoundRobin fresh = new WeightedRoundRobin();
    Destination oldest = null;
    for (Destination one : service) {
      oldest = one;
    }
    for (Destination one = oldest; one != null; one = one.newer()) {
      fresh.added(service, one);
    }
    return fresh.current;
  }

  @Override
  void restore(BalancedService service, SchedulerMemory memory, Finder finder) {
    if (memory.equals(SchedulerMemory.NONE)) {
      return;
    }
    last = memory.last().map(finder::find).orElse(null);
    current = memory.currentWeight();
    if (!memory.equals(SchedulerMemory.of(last, current)) || current > top()) {
      throw new IllegalArgumentException("not what wrr remembers");
    }
  }
}
