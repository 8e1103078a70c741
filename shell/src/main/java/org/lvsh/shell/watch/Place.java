package org.lvsh.shell.watch;

import java.util.Comparator;
import java.util.Objects;

/**
 * A server of a service.
 *
 * @param service its name; empty where none can be it
 * @param server what it is called in the service
 */
public record Place(String service, String server) implements Comparable<Place> {
  /** What stands for all servers of a service. */
  public static final String ALL_SERVERS = "(all)";

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::service).thenComparing(Place::server);

  public Place {
    Objects.requireNonNull(service);
    Objects.requireNonNull(server);
  }

  public boolean isAllServers() {
    return server.equals(ALL_SERVERS);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
