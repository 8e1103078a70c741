package org.lvsh.kernel.traffic;

import com.google.common.collect.Maps;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.VirtualService;

/**
 * A virtual service with its real servers as the kernel holds it ({@code struct ip_vs_service}).
 * Iterated over are the servers in the order in which schedulers see them: the one added last comes
 * first ({@code list_add_rcu} in {@code __ip_vs_update_dest}).
 */
public final class BalancedService implements Iterable<Destination> {
  private final NavigableMap<ServerKey, Destination> byKey = new TreeMap<>();
  private final Meter meter = new Meter();
  private VirtualService settings;
  private Scheduling scheduling;
  private Destination newest;

  BalancedService(VirtualService settings) {
    this.settings = settings;
    this.scheduling = Schedulings.of(settings.scheduler().name());
  }

  /** What makes it one and the same. */
  public ServiceKey key() {
    return settings.key();
  }

  VirtualService settings() {
    return settings;
  }

  Scheduler scheduler() {
    return settings.scheduler();
  }

  Scheduling scheduling() {
    return scheduling;
  }

  Meter meter() {
    return meter;
  }

  /** Its configuration, as a copy. */
  public ServiceEntry entry() {
    return new ServiceEntry(settings, Maps.transformValues(byKey, Destination::settings));
  }

  /** Whether it has this server. */
  public boolean has(ServerKey server) {
    return byKey.containsKey(server);
  }

  /** Whether a server is of another address family ({@code mixed_address_family_dests}). */
  public boolean isMixed() {
    return byKey.keySet().stream().anyMatch(server -> server.address().family() != key().family());
  }

  Optional<Destination> find(ServerKey server) {
    return Optional.ofNullable(byKey.get(server));
  }

  NavigableMap<ServerKey, Destination> servers() {
    return Collections.unmodifiableNavigableMap(byKey);
  }

  int size() {
    return byKey.size();
  }

  /** The first in the list; null where it is empty. */
  Destination first() {
    return newest;
  }

  /** The next in the list; the first one after null, null after the last one. */
  Destination after(Destination one) {
    return one == null ? newest : one.older();
  }

  @Override
  public Iterator<Destination> iterator() {
    return new Iterator<>() {
      private Destination next = newest;

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Destination next() {
        if (next == null) {
          throw new NoSuchElementException();
        }
        Destination one = next;
        next = one.older();
        return one;
      }
    };
  }

  /** Other settings; another scheduler begins anew ({@code ip_vs_edit_service}). */
  void change(VirtualService asked) {
    String before = scheduler().name();
    settings = asked;
    if (!scheduler().name().equals(before)) {
      scheduling.unbind();
      scheduling = Schedulings.of(scheduler().name());
      scheduling.bind(this);
    }
  }

  void add(Destination destination) {
    byKey.put(destination.key(), destination);
    destination.linkNewer(null);
    destination.linkOlder(newest);
    if (newest != null) {
      newest.linkNewer(destination);
    }
    newest = destination;
    scheduling.added(this, destination);
  }

  void change(Destination destination, RealServer asked) {
    destination.change(asked);
    scheduling.changed(this);
  }

  /** The removed one still knows its neighbours. */
  void remove(Destination destination) {
    byKey.remove(destination.key());
    Destination newer = destination.newer();
    Destination older = destination.older();
    if (older != null) {
      older.linkNewer(newer);
    }
    if (newer == null) {
      newest = older;
    } else {
      newer.linkOlder(older);
    }
    destination.discard();
    scheduling.removed(this, destination);
  }

  /** It is removed itself; its servers stay as they were, but are available no more. */
  void dissolve() {
    scheduling.unbind();
    byKey.values().forEach(Destination::discard);
  }

  ServiceStatistics statistics(long now) {
    Map<ServerKey, ServerStatistics> servers = new LinkedHashMap<>();
    forEach(server -> servers.put(server.key(), server.statistics(now)));
    return new ServiceStatistics(meter.read(now), servers);
  }

  void zero() {
    meter.zero();
    byKey.values().forEach(destination -> destination.meter().zero());
  }
}
