package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.traffic.SchedulerMemory.Place;

/**
 * What {@code lblc} and {@code lblcr} have in common: for each virtual address they remember where
 * its packets went. Places that were not used for {@code lblc_expiration} are forgotten every half
 * an hour of the clock ({@code ip_vs_lblc_full_check}); here when they are next asked for, which
 * comes to the same. Too many places for the table there cannot be: each is a virtual address.
 */
abstract class Locality extends Scheduling {
  private static final long FULL_CHECK = Duration.ofMinutes(30).toMillis();

  private final Map<IpAddress, Servers> places = new LinkedHashMap<>();

  /** The servers of one virtual address, those added last first. */
  static final class Servers {
    private final List<Destination> list = new ArrayList<>();
    private long lastUse;
    private long lastChange;

    List<Destination> list() {
      return list;
    }

    long lastChange() {
      return lastChange;
    }

    void add(Destination one, long now) {
      if (!list.contains(one)) {
        list.add(0, one);
        one.remember();
        lastChange = now;
      }
    }

    void remove(Destination one, long now) {
      list.remove(one);
      one.forget();
      lastChange = now;
    }

    void clear() {
      list.forEach(Destination::forget);
      list.clear();
    }

    private Place place(IpAddress address) {
      return new Place(
          address,
          Duration.ofMillis(lastUse),
          Duration.ofMillis(lastChange),
          list.stream().map(Destination::key).toList());
    }
  }

  /** How long a place may be unused. */
  abstract Duration expiration(TrafficSettings settings);

  /** The server of a place that is known; empty where another has to be found. */
  abstract Optional<Destination> known(BalancedService service, Servers place, Moment moment);

  /** Another server has been found for a place. */
  abstract void found(Servers place, Destination server, long now);

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    forgetStale(packet.address(), moment);
    Servers place = places.get(packet.address());
    if (place != null) {
      place.lastUse = moment.now();
      Optional<Destination> known = known(service, place, moment);
      if (known.isPresent()) {
        return known;
      }
    }
    Optional<Destination> fresh = LeastLoad.of(service, Contender::load);
    fresh.ifPresent(server -> put(packet.address(), server, moment.now()));
    return fresh;
  }

  private void put(IpAddress address, Destination server, long now) {
    Servers place = places.computeIfAbsent(address, unknown -> new Servers());
    place.lastUse = now;
    found(place, server, now);
  }

  private void forgetStale(IpAddress address, Moment moment) {
    Servers place = places.get(address);
    long lastCheck = moment.now() - moment.now() % FULL_CHECK;
    long limit = expiration(moment.settings()).toMillis();
    if (place != null && lastCheck - place.lastUse >= limit) {
      place.clear();
      places.remove(address);
    }
  }

  /** Whether a server has more than its share while another has less than half of its own. */
  static boolean isOverloaded(Contender server, Iterable<? extends Contender> service) {
    if (server.active() <= server.weight()) {
      return false;
    }
    for (Contender one : service) {
      if (one.active() * 2L < one.weight()) {
        return true;
      }
    }
    return false;
  }

  @Override
  void unbind() {
    places.values().forEach(Servers::clear);
    places.clear();
  }

  @Override
  SchedulerMemory memory(BalancedService service) {
    List<Place> all = new ArrayList<>();
    places.forEach((address, servers) -> all.add(servers.place(address)));
    return all.isEmpty() ? SchedulerMemory.NONE : SchedulerMemory.of(all);
  }

  @Override
  void restore(BalancedService service, SchedulerMemory memory, Finder finder) {
    for (Place place : memory.places()) {
      Servers servers = new Servers();
      List<Destination> oldestFirst = new ArrayList<>(finder.all(place.servers()));
      Collections.reverse(oldestFirst);
      oldestFirst.forEach(one -> servers.add(one, place.lastChange().toMillis()));
      servers.lastUse = place.lastUse().toMillis();
      servers.lastChange = place.lastChange().toMillis();
      places.put(place.address(), servers);
    }
    if (!memory.equals(memory(service))) {
      throw new IllegalArgumentException("not what this scheduler remembers");
    }
  }
}
