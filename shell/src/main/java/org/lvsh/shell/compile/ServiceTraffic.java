package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;

/**
 * What has passed a service, whatever number of entries it takes in the kernel.
 *
 * @param service its name
 * @param total its own counters, and the connections of all its servers
 * @param servers what each server has had, by what it is called in the service, in a fixed order
 */
public record ServiceTraffic(
    String service, ServerStatistics total, Map<String, ServerStatistics> servers) {
  public ServiceTraffic {
    servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
  }

  /**
   * That of all services, in the order of {@link ServiceNames}. A service that has come or gone
   * between the two readings is left out.
   */
  public static List<ServiceTraffic> of(
      Snapshot snapshot, Map<ServiceKey, ServiceStatistics> statistics) {
    List<ServiceTraffic> all = new ArrayList<>();
    ServiceNames.keys(snapshot)
        .forEach(
            (name, keys) -> {
              List<ServiceKey> counted = keys.stream().filter(statistics::containsKey).toList();
              if (!counted.isEmpty()) {
                all.add(of(name, counted, statistics));
              }
            });
    return all;
  }

  private static ServiceTraffic of(
      String name, List<ServiceKey> keys, Map<ServiceKey, ServiceStatistics> statistics) {
    Optional<Counters> counters = Optional.of(Counters.NONE);
    Map<String, ServerStatistics> servers = new LinkedHashMap<>();
    for (ServiceKey key : keys) {
      ServiceStatistics entry = statistics.get(key);
      counters = sum(counters, entry.counters());
      entry
          .servers()
          .forEach((server, had) -> servers.merge(called(server, key), had, ServiceTraffic::sum));
    }
    ServerStatistics connections =
        servers.values().stream().reduce(ServerStatistics.NONE, ServiceTraffic::sum);
    return new ServiceTraffic(
        name,
        new ServerStatistics(
            counters,
            connections.activeConnections(),
            connections.inactiveConnections(),
            connections.persistentConnections()),
        servers);
  }

  /** A server of a service, without the port where that is the service's own. */
  public static String called(ServerKey server, ServiceKey service) {
    boolean plain = server.port() == SpecStatements.ownPort(service);
    return plain ? server.address().toString() : server.toString();
  }

  private static ServerStatistics sum(ServerStatistics one, ServerStatistics other) {
    return new ServerStatistics(
        sum(one.counters(), other.counters()),
        one.activeConnections() + other.activeConnections(),
        one.inactiveConnections() + other.inactiveConnections(),
        sum(one.persistentConnections(), other.persistentConnections()));
  }

  /** What is not known makes a sum unknown. */
  private static Optional<Counters> sum(Optional<Counters> one, Optional<Counters> other) {
    return one.flatMap(first -> other.map(first::plus));
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : OptionalLong.empty();
  }
}
