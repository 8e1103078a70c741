package org.lvsh.shell.plan;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;

/** What the servers carry at the moment, as far as it is known. */
public final class Load {
  private final Map<ServiceKey, ServiceStatistics> statistics;
  private final Optional<String> missing;

  private Load(Map<ServiceKey, ServiceStatistics> statistics, Optional<String> missing) {
    this.statistics = new TreeMap<>(statistics);
    this.missing = missing;
  }

  /** What a kernel has counted. */
  public static Load of(Map<ServiceKey, ServiceStatistics> statistics) {
    return new Load(statistics, Optional.empty());
  }

  /**
   * Nothing is known.
   *
   * @param why what stands in the way, as a sentence without a full stop
   */
  public static Load unknown(String why) {
    return new Load(Map.of(), Optional.of(why));
  }

  /** Why nothing is known; empty where something is. */
  public Optional<String> missing() {
    return missing;
  }

  /** What a server carries of a service; empty where the kernel does not say. */
  public Optional<Carried> of(ServiceKey service, ServerKey server) {
    return Optional.ofNullable(statistics.get(service))
        .map(entry -> entry.servers().get(server))
        .filter(Objects::nonNull)
        .flatMap(Load::carried);
  }

  private static Optional<Carried> carried(ServerStatistics server) {
    return server.persistentConnections().isPresent()
        ? Optional.of(
            new Carried(
                server.activeConnections(),
                server.inactiveConnections(),
                server.persistentConnections().getAsLong()))
        : Optional.empty();
  }
}
