package org.lvsh.shell.exchange;

import java.util.List;
import java.util.Map;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.Pools;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceSpec;

/** What statements do not make anew, although the snapshot below them in a file holds it. */
public final class StatementLosses {
  private StatementLosses() {}

  public static List<String> of(Snapshot state) {
    Narrowing narrowing = new Narrowing(state);
    ServiceNames.of(state).keySet().stream()
        .filter(key -> !state.ownership().containsKey(key))
        .forEach(
            key -> narrowing.lose(key, "others made it, so it is a comment; 'adopt' changes that"));
    Map<String, ServiceSpec> services = Decompiler.decompile(state);
    Map<String, PoolSpec> pools = Pools.of(services.values());
    for (ServiceSpec service : services.values()) {
      service
          .pool()
          .map(pools::get)
          .filter(pool -> !Pools.isMet(service, pool))
          .ifPresent(
              pool ->
                  narrowing.lose(
                      "%s: its servers are not those of pool %s, and become them"
                          .formatted(service.name(), pool.name())));
    }
    state.services().values().forEach(narrowing::limited);
    narrowing.loseDrains();
    return narrowing.lost();
  }
}
