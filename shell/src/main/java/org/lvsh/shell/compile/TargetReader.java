package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;

/** Reads from the kernel's entries which packets a service is for. */
final class TargetReader {
  private final Map<Mark, List<MarkRule.Match>> matches = new TreeMap<>();

  /** At each place the runs of ports that have a service, with all that the service has there. */
  private final Map<Place, NavigableMap<Ports, Ports>> claims = new TreeMap<>();

  TargetReader(Snapshot snapshot) {
    for (MarkRule rule : snapshot.markRules().values()) {
      matches.computeIfAbsent(rule.mark(), mark -> new ArrayList<>()).add(rule.match());
    }
    matches.values().forEach(own -> byPlace(own).forEach(this::claim));
    for (ServiceKey key : snapshot.services().keySet()) {
      if (key instanceof ServiceKey.OnAddress on && on.port() != 0) {
        claim(new Place(on.protocol(), on.address()), new TreeSet<>(Set.of(Ports.of(on.port()))));
      }
    }
  }

  /** A protocol at an address. */
  private record Place(Protocol protocol, IpAddress address) implements Comparable<Place> {
    static Place of(MarkRule.Match match) {
      return new Place(match.protocol(), match.address());
    }

    @Override
    public int compareTo(Place other) {
      int byProtocol = protocol.compareTo(other.protocol);
      return byProtocol != 0 ? byProtocol : address.compareTo(other.address);
    }
  }

  private static Map<Place, NavigableSet<Ports>> byPlace(List<MarkRule.Match> own) {
    Map<Place, NavigableSet<Ports>> ports = new TreeMap<>();
    for (MarkRule.Match match : own) {
      ports.computeIfAbsent(Place.of(match), place -> new TreeSet<>()).add(match.ports());
    }
    return ports;
  }

  private void claim(Place place, NavigableSet<Ports> own) {
    NavigableMap<Ports, Ports> there = claims.computeIfAbsent(place, unseen -> new TreeMap<>());
    Ports all = new Ports(own.first().first(), own.last().last());
    own.forEach(ports -> there.put(ports, all));
  }

  /** The target of the service that has these keys: one address, or one mark in its families. */
  Target target(List<ServiceKey> keys) {
    ServiceKey first = keys.get(0);
    return first.accept(
        new ServiceKey.Cases<>() {
          @Override
          public Target onAddress(ServiceKey.OnAddress key) {
            return new Target.OnAddresses(
                List.of(key.address()),
                List.of(key.port() == 0 ? Ports.ANY : Ports.of(key.port())),
                EnumSet.of(key.protocol()),
                MarkChoice.NONE);
          }

          @Override
          public Target onMark(ServiceKey.OnMark key) {
            List<MarkRule.Match> own = matches.getOrDefault(key.mark(), List.of());
            return own.isEmpty()
                ? new Target.OnMark(key.mark(), key.family())
                : onAddresses(key.mark(), own);
          }
        });
  }

  private Target onAddresses(Mark mark, List<MarkRule.Match> own) {
    Set<IpAddress> addresses = new TreeSet<>();
    Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
    NavigableSet<Ports> ports = new TreeSet<>();
    byPlace(own)
        .forEach(
            (place, there) -> {
              addresses.add(place.address());
              protocols.add(place.protocol());
              ports.addAll(said(place, there));
            });
    return new Target.OnAddresses(
        List.copyOf(addresses), joined(ports), protocols, MarkChoice.of(mark));
  }

  /** Ports are said once for all places; of a run that is cut short at one, the longest counts. */
  private static List<Ports> joined(NavigableSet<Ports> ports) {
    List<Ports> joined = new ArrayList<>();
    Ports run = ports.first();
    for (Ports next : ports.tailSet(run, false)) {
      if (next.overlaps(run)) {
        run = new Ports(run.first(), Math.max(run.last(), next.last()));
      } else {
        joined.add(run);
        run = next;
      }
    }
    joined.add(run);
    return joined;
  }

  /**
   * The ports as they were said: with those that were left out for a narrower service put back.
   * Port 0 cannot be said, so a run that begins there was {@code any}. The rules of {@code 80-82}
   * without 81 and those of {@code 80,82} are alike; two single ports are taken to be the latter,
   * so that nobody gets a port that was never asked for.
   */
  private List<Ports> said(Place place, NavigableSet<Ports> own) {
    if (own.first().first() == 0) {
      return List.of(Ports.ANY);
    }
    List<Ports> said = new ArrayList<>();
    Ports run = null;
    for (Ports next : own) {
      boolean apart = run == null || (run.isSingle() && next.isSingle());
      if (!apart && isLeftOut(place, run.last() + 1, next.first() - 1)) {
        run = new Ports(run.first(), next.last());
      } else {
        if (run != null) {
          said.add(run);
        }
        run = next;
      }
    }
    said.add(run);
    return said;
  }

  /** Whether other services claim exactly these ports, and nothing outside of them. */
  private boolean isLeftOut(Place place, int first, int last) {
    if (first > last) {
      return false;
    }
    Ports gap = new Ports(first, last);
    int port = first;
    for (Map.Entry<Ports, Ports> claim : claims.get(place).tailMap(Ports.of(first)).entrySet()) {
      if (port > last || claim.getKey().first() != port || !gap.contains(claim.getValue())) {
        break;
      }
      port = claim.getKey().last() + 1;
    }
    return port == last + 1;
  }
}
