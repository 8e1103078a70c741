package org.lvsh.shell.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.FamilyDifferences;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.Pools;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.SpecStatements;

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
    FamilyDifferences.of(state).forEach(narrowing::lose);
    for (ServiceSpec service : services.values()) {
      refusal(service, service.pool().map(pools::get)).ifPresent(narrowing::lose);
    }
    state.services().values().forEach(narrowing::limited);
    narrowing.loseDrains();
    SchedulerSettings.lost(state).forEach(narrowing::lose);
    return narrowing.lost();
  }

  /** What is lost where the entries of a service differ, one of IPv4 and one of IPv6. */
  public static List<String> ofFamilies(Snapshot state) {
    return FamilyDifferences.of(state);
  }

  /** Why a service that lvsh has made is written as a comment; empty where it is not. */
  public static Optional<String> refusal(ServiceSpec service, Optional<PoolSpec> pool) {
    return service.isForeign()
        ? Optional.empty()
        : SpecStatements.refusal(service, pool)
            .map(why -> "%s: it is a comment, since %s".formatted(service.name(), why));
  }
}
