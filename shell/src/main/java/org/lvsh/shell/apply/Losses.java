package org.lvsh.shell.apply;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.shell.plan.Plan;

/**
 * Counts the connections of what a plan removes, before and after it was put back: the kernel gives
 * a server that comes back those that it still holds ({@code ip_vs_trash_get_dest}), and not those
 * that were ended meanwhile.
 */
final class Losses {
  private final Map<ServiceKey, ServiceStatistics> before;

  private Losses(Map<ServiceKey, ServiceStatistics> before) {
    this.before = before;
  }

  /** What there is before the first operation; asked only where a plan removes something. */
  static Losses before(Kernel kernel, Plan plan) {
    boolean removes = plan.operations().stream().anyMatch(Losses::isRemoval);
    return new Losses(removes ? counted(kernel) : Map.of());
  }

  /** What is not known cannot be counted. */
  private static Map<ServiceKey, ServiceStatistics> counted(Kernel kernel) {
    try {
      return kernel.statistics();
    } catch (KernelException unreachable) {
      return Map.of();
    }
  }

  private static boolean isRemoval(Operation operation) {
    return operation instanceof Operation.RemoveService
        || operation instanceof Operation.RemoveServer;
  }

  /** What is gone of the services and servers whose removal was done. */
  Applied.Lost since(Kernel kernel, List<Outcome> outcomes) {
    Map<Removed, ServerStatistics> removed = new TreeMap<>();
    outcomes.stream()
        .filter(outcome -> outcome.status() == Outcome.Status.DONE)
        .forEach(outcome -> note(outcome.operation(), removed));
    if (removed.isEmpty()) {
      return Applied.Lost.NONE;
    }
    Map<ServiceKey, ServiceStatistics> now = counted(kernel);
    long connections = 0;
    long templates = 0;
    for (Map.Entry<Removed, ServerStatistics> entry : removed.entrySet()) {
      ServerStatistics there = of(now, entry.getKey());
      connections += Math.max(0, connections(entry.getValue()) - connections(there));
      templates += Math.max(0, templates(entry.getValue()) - templates(there));
    }
    return new Applied.Lost(connections, templates);
  }

  /** A server of a service. */
  private record Removed(ServiceKey service, ServerKey server) implements Comparable<Removed> {
    @Override
    public int compareTo(Removed other) {
      int byService = service.compareTo(other.service);
      return byService != 0 ? byService : server.compareTo(other.server);
    }
  }

  private void note(Operation operation, Map<Removed, ServerStatistics> removed) {
    if (operation instanceof Operation.RemoveServer one) {
      Removed key = new Removed(one.service(), one.server());
      removed.put(key, of(before, key));
    } else if (operation instanceof Operation.RemoveService all && before.containsKey(all.key())) {
      before
          .get(all.key())
          .servers()
          .forEach((server, counted) -> removed.put(new Removed(all.key(), server), counted));
    }
  }

  private static ServerStatistics of(Map<ServiceKey, ServiceStatistics> all, Removed key) {
    ServiceStatistics service = all.get(key.service());
    return service == null
        ? ServerStatistics.NONE
        : service.servers().getOrDefault(key.server(), ServerStatistics.NONE);
  }

  private static long connections(ServerStatistics counted) {
    return counted.activeConnections() + counted.inactiveConnections();
  }

  private static long templates(ServerStatistics counted) {
    return counted.persistentConnections().orElse(0);
  }
}
