package org.lvsh.kernel;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;

/**
 * What became of clients that came.
 *
 * @param served by the service that took them and the server they went to
 * @param newTemplates how many persistence templates were made for them
 * @param refused connections whose service had no server for them
 * @param unreadable connections that the service's persistence engine could not read
 * @param notBalanced connections that no service took
 * @param passage what the time brought in which they came
 */
public record Visits(
    NavigableMap<ServiceKey, NavigableMap<ServerKey, Served>> served,
    long newTemplates,
    long refused,
    long unreadable,
    long notBalanced,
    Passage passage) {
  public Visits {
    NavigableMap<ServiceKey, NavigableMap<ServerKey, Served>> copy = new TreeMap<>();
    served.forEach((service, servers) -> copy.put(service, frozen(servers)));
    served = Collections.unmodifiableNavigableMap(copy);
  }

  private static <K, V> NavigableMap<K, V> frozen(SortedMap<K, V> map) {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(map));
  }

  /** How many connections were made. */
  public long connections() {
    return served.values().stream()
        .flatMap(servers -> servers.values().stream())
        .mapToLong(Served::connections)
        .sum();
  }

  /**
   * What one server had of them.
   *
   * @param clients those of which it had a connection at least
   */
  public record Served(long clients, long connections) {
    public static final Served NONE = new Served(0, 0);

    /** The same with one client's connections besides. */
    public Served plusClient(long itsConnections) {
      return new Served(clients + 1, connections + itsConnections);
    }
  }
}
