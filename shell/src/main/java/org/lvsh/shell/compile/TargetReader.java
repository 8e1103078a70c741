package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
  private final Map<Place, NavigableSet<Ports>> claims = new TreeMap<>();

  TargetReader(Snapshot snapshot) {
    for (MarkRule rule : snapshot.markRules().values()) {
      matches.computeIfAbsent(rule.mark(), mark -> new ArrayList<>()).add(rule.match());
      claim(rule.match().protocol(), rule.match().address(), rule.match().ports());
    }
    for (ServiceKey key : snapshot.services().keySet()) {
      if (key instanceof ServiceKey.OnAddress on && on.port() != 0) {
        claim(on.protocol(), on.address(), Ports.of(on.port()));
      }
    }
  }

  /** A protocol at an address. */
  private record Place(Protocol protocol, IpAddress address) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byProtocol = protocol.compareTo(other.protocol);
      return byProtocol != 0 ? byProtocol : address.compareTo(other.address);
    }
  }

  private void claim(Protocol protocol, IpAddress address, Ports ports) {
    claims.computeIfAbsent(new Place(protocol, address), place -> new TreeSet<>()).add(ports);
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
    Map<Place, NavigableSet<Ports>> ports = new TreeMap<>();
    for (MarkRule.Match match : own) {
      addresses.add(match.address());
      protocols.add(match.protocol());
      ports
          .computeIfAbsent(new Place(match.protocol(), match.address()), place -> new TreeSet<>())
          .add(match.ports());
    }
    Map.Entry<Place, NavigableSet<Ports>> any = ports.entrySet().iterator().next();
    return new Target.OnAddresses(
        List.copyOf(addresses), said(any.getKey(), any.getValue()), protocols, MarkChoice.of(mark));
  }

  /**
   * The ports as they were said: with those that were left out for a narrower service put back.
   * Port 0 cannot be said, so a run that begins there was {@code any}.
   */
  private List<Ports> said(Place place, NavigableSet<Ports> own) {
    if (own.first().first() == 0) {
      return List.of(Ports.ANY);
    }
    List<Ports> said = new ArrayList<>();
    Ports run = null;
    for (Ports next : own) {
      if (run != null && isLeftOut(place, run.last() + 1, next.first() - 1)) {
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

  /** Whether other services claim exactly these ports. */
  private boolean isLeftOut(Place place, int first, int last) {
    int port = first;
    for (Ports claim : claims.get(place).tailSet(new Ports(first, first))) {
      if (port > last || claim.first() != port) {
        break;
      }
      port = claim.last() + 1;
    }
    return first <= last && port == last + 1;
  }
}
