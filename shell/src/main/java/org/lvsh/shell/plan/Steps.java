package org.lvsh.shell.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;

/** The places of a plan's operations, by what they are about. */
final class Steps {
  private final Map<ServiceKey, Integer> removedServices = new HashMap<>();
  private final Map<ServiceKey, Integer> changedServices = new HashMap<>();
  private final Map<ServiceKey, Map<ServerKey, Integer>> removedServers = new HashMap<>();
  private final Map<ServiceKey, Map<ServerKey, Integer>> changedServers = new HashMap<>();
  private final Map<String, Integer> settings = new HashMap<>();

  Steps(List<Operation> operations) {
    for (int place = 0; place < operations.size(); place++) {
      note(place, operations.get(place));
    }
  }

  private void note(int place, Operation operation) {
    if (operation instanceof Operation.RemoveService remove) {
      removedServices.put(remove.key(), place);
    } else if (operation instanceof Operation.ChangeService change) {
      changedServices.put(change.service().key(), place);
    } else if (operation instanceof Operation.RemoveServer remove) {
      servers(removedServers, remove.service()).put(remove.server(), place);
    } else if (operation instanceof Operation.ChangeServer change) {
      servers(changedServers, change.service()).put(change.server().key(), place);
    } else if (operation instanceof Operation.SetSetting set) {
      settings.put(set.setting().name(), place);
    }
  }

  private static Map<ServerKey, Integer> servers(
      Map<ServiceKey, Map<ServerKey, Integer>> all, ServiceKey service) {
    return all.computeIfAbsent(service, first -> new HashMap<>());
  }

  OptionalInt removal(ServiceKey service) {
    return place(removedServices, service);
  }

  OptionalInt change(ServiceKey service) {
    return place(changedServices, service);
  }

  OptionalInt removal(ServiceKey service, ServerKey server) {
    return place(removedServers.getOrDefault(service, Map.of()), server);
  }

  OptionalInt change(ServiceKey service, ServerKey server) {
    return place(changedServers.getOrDefault(service, Map.of()), server);
  }

  OptionalInt setting(String name) {
    return place(settings, name);
  }

  /** Whether any step could touch what hangs on this service or its servers. */
  boolean isAbout(ServiceKey service) {
    return removedServices.containsKey(service)
        || changedServices.containsKey(service)
        || removedServers.containsKey(service)
        || changedServers.containsKey(service);
  }

  private static <K> OptionalInt place(Map<K, Integer> places, K what) {
    Integer place = places.get(what);
    return place == null ? OptionalInt.empty() : OptionalInt.of(place);
  }
}
