package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/**
 * The names of a snapshot's entries: what lvsh made by the name it was given, in the order of the
 * names; then what others made under names made from their addresses.
 */
public final class ServiceNames {
  private ServiceNames() {}

  /** The entries of each name. */
  public static Map<String, List<ServiceKey>> keys(Snapshot snapshot) {
    Map<String, List<ServiceKey>> owned = new TreeMap<>();
    for (Ownership ownership : snapshot.ownership().values()) {
      if (snapshot.services().containsKey(ownership.key())) {
        owned.computeIfAbsent(ownership.name(), name -> new ArrayList<>()).add(ownership.key());
      }
    }
    Map<String, List<ServiceKey>> all = new LinkedHashMap<>(owned);
    Set<String> taken = new HashSet<>(owned.keySet());
    snapshot.ownership().values().forEach(remnant -> taken.add(remnant.name()));
    for (ServiceKey key : snapshot.services().keySet()) {
      if (!snapshot.ownership().containsKey(key)) {
        String name = ForeignNames.free(key, taken);
        taken.add(name);
        all.put(name, List.of(key));
      }
    }
    return all;
  }

  /** The name of each entry. */
  public static Map<ServiceKey, String> of(Snapshot snapshot) {
    Map<ServiceKey, String> names = new TreeMap<>();
    keys(snapshot).forEach((name, keys) -> keys.forEach(key -> names.put(key, name)));
    return names;
  }
}
