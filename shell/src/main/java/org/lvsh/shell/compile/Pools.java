package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.diagnostic.Span;

/**
 * The pools that services tell of: each service knows the name of its pool, and all of them have
 * its servers, unless somebody has changed one of them behind the pool's back.
 */
public final class Pools {
  private Pools() {}

  /** The pools by name. Where services differ in a server, the first one is taken at its word. */
  public static Map<String, PoolSpec> of(Collection<ServiceSpec> services) {
    Map<String, List<ServiceSpec>> users = new TreeMap<>();
    for (ServiceSpec service : services) {
      service
          .pool()
          .ifPresent(pool -> users.computeIfAbsent(pool, name -> new ArrayList<>()).add(service));
    }
    Map<String, PoolSpec> pools = new LinkedHashMap<>();
    users.forEach((name, all) -> pools.put(name, new PoolSpec(name, servers(all), Span.NONE)));
    return pools;
  }

  private static List<ServerSpec> servers(List<ServiceSpec> users) {
    Map<IpAddress, Boolean> portless = new LinkedHashMap<>();
    for (ServiceSpec user : users) {
      Set<IpAddress> onOwnPort =
          user.servers().stream()
              .filter(one -> isOnOwn(one, user))
              .map(ServerSpec::address)
              .collect(Collectors.toSet());
      for (ServerSpec server : user.servers()) {
        portless.merge(server.address(), onOwnPort.contains(server.address()), Boolean::logicalAnd);
      }
    }
    Map<Place, ServerSpec> servers = new LinkedHashMap<>();
    for (ServiceSpec user : users) {
      for (ServerSpec server : user.servers()) {
        boolean own = isOnOwn(server, user) && portless.get(server.address());
        OptionalInt port =
            own ? OptionalInt.empty() : OptionalInt.of(server.port().orElse(user.serverPort()));
        servers.putIfAbsent(new Place(server.address(), port), server.on(port).asSaid());
      }
    }
    return List.copyOf(servers.values());
  }

  private static boolean isOnOwn(ServerSpec server, ServiceSpec user) {
    return server.port().isEmpty() || server.port().getAsInt() == user.serverPort();
  }

  private record Place(IpAddress address, OptionalInt port) {}

  /** Whether a service has just the servers that it takes from its pool. */
  public static boolean isMet(ServiceSpec service, PoolSpec pool) {
    return places(service.servers(), service)
        .equals(places(pool.serversFor(service.target()), service));
  }

  /** Servers as the kernel knows them, by their places. */
  private static Map<Place, ServerSpec> places(List<ServerSpec> servers, ServiceSpec service) {
    Map<Place, ServerSpec> places = new LinkedHashMap<>();
    for (ServerSpec server : servers) {
      OptionalInt port = OptionalInt.of(server.port().orElse(service.serverPort()));
      places.put(new Place(server.address(), port), server.on(port).from(Span.NONE).asSaid());
    }
    return places;
  }
}
