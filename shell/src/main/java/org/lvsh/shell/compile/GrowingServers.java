package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;

/** The servers of one service while they are added one by one, however many come. */
final class GrowingServers {
  private final ServiceSpec before;
  private final List<ServerSpec> servers;
  private final Set<Place> places = new HashSet<>();

  GrowingServers(ServiceSpec service) {
    before = service;
    servers = new ArrayList<>(service.servers());
    servers.forEach(server -> places.add(Place.of(server)));
  }

  private record Place(IpAddress address, OptionalInt port) {
    static Place of(ServerSpec server) {
      return new Place(server.address(), server.port());
    }
  }

  String name() {
    return before.name();
  }

  boolean isOf(String name) {
    return before.name().equals(name);
  }

  /** Adds a server and says whether it was not there yet. */
  boolean add(ServerSpec server) {
    boolean isNew = places.add(Place.of(server));
    if (isNew) {
      servers.add(server);
    }
    return isNew;
  }

  ServiceSpec service() {
    return before.with(servers);
  }
}
