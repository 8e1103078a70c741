package org.lvsh.shell.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/** The services of a state, with the names that they had in an earlier one. */
final class Renamed {
  private Renamed() {}

  /** Every service by its name; one that had another name has that as its live name. */
  static Map<String, ServiceSpec> since(Snapshot before, Snapshot state) {
    Map<String, String> former = former(ServiceNames.of(before), ServiceNames.keys(state));
    Set<String> taken = new HashSet<>(former.values());
    Map<String, ServiceSpec> services = new TreeMap<>();
    Decompiler.decompile(state)
        .forEach(
            (name, spec) -> {
              String own = taken.contains(name) ? "" : name;
              services.put(name, spec.formerly(former.getOrDefault(name, own)));
            });
    return services;
  }

  /** The former names of those that had another one, by their names now. */
  private static Map<String, String> former(
      Map<ServiceKey, String> before, Map<String, List<ServiceKey>> now) {
    Map<String, String> former = new HashMap<>();
    Set<String> taken = new HashSet<>();
    now.forEach(
        (name, keys) ->
            keys.stream()
                .map(before::get)
                .filter(had -> had != null && !had.equals(name) && taken.add(had))
                .findFirst()
                .ifPresent(had -> former.put(name, had)));
    return former;
  }
}
