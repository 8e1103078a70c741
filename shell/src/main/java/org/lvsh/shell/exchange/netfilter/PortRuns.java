package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.lvsh.kernel.model.Ports;

/** Runs of ports, put together and taken out of each other. */
public final class PortRuns {
  private PortRuns() {}

  /** What is left of some without others. */
  public static List<Ports> without(List<Ports> all, Ports taken) {
    List<Ports> left = new ArrayList<>();
    for (Ports ports : all) {
      if (!ports.overlaps(taken)) {
        left.add(ports);
        continue;
      }
      if (ports.first() < taken.first()) {
        left.add(new Ports(ports.first(), taken.first() - 1));
      }
      if (ports.last() > taken.last()) {
        left.add(new Ports(taken.last() + 1, ports.last()));
      }
    }
    return left;
  }

  /** The same ports in ascending order; runs that overlap are one. */
  public static List<Ports> joined(Collection<Ports> all) {
    List<Ports> joined = new ArrayList<>();
    for (Ports next : new TreeSet<>(all)) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).overlaps(next)) {
        Ports run = joined.get(last);
        joined.set(last, new Ports(run.first(), Math.max(run.last(), next.last())));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }
}
