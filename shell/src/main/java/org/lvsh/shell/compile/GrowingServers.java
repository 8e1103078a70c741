package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.language.diagnostic.Span;

/** The servers of one service or pool while they are added one by one, however many come. */
final class GrowingServers {
  private final String name;
  private final List<ServerSpec> servers;
  private final Set<Place> places = new HashSet<>();

  GrowingServers(ServerHolder holder) {
    name = holder.name();
    servers = new ArrayList<>(holder.servers());
    servers.forEach(server -> places.add(Place.of(server)));
  }

  private record Place(IpAddress address, OptionalInt port) {
    static Place of(ServerSpec server) {
      return new Place(server.address(), server.port());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Place that && address.equals(that.address) && port.equals(that.port);
    }

    @Override
    public int hashCode() {
      return 31 * address.hashCode() + port.hashCode();
    }
  }

  String name() {
    return name;
  }

  boolean isOf(String other) {
    return name.equals(other);
  }

  /** Adds a server and says whether it was not there yet. */
  boolean add(ServerSpec server) {
    boolean isNew = places.add(Place.of(server));
    if (isNew) {
      servers.add(server);
    }
    return isNew;
  }

  List<ServerSpec> servers() {
    return servers;
  }

  Span last() {
    return servers.get(servers.size() - 1).origin();
  }
}
