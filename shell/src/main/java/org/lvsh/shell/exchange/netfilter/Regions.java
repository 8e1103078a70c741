package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/** Which ports of which addresses have which mark when rule after rule has passed over them. */
final class Regions {
  private final Map<Place, List<Run>> runs = new TreeMap<>();

  /** Packets that the rules do not see for a while, by their address where they have one. */
  private final Map<Optional<IpAddress>, List<Hidden>> hidden = new HashMap<>();

  /** An address, for one protocol. */
  private record Place(IpAddress address, Protocol protocol) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byAddress = address.compareTo(other.address);
      return byAddress != 0 ? byAddress : protocol.compareTo(other.protocol);
    }
  }

  /** Ports that have the same mark. */
  private record Run(Ports ports, Mark mark) {}

  /**
   * Packets that have left a chain.
   *
   * @param depth how deep that chain is; those less deep see them again
   */
  private record Hidden(Packets packets, int depth) {}

  /** A rule gives some packets a mark: those of them that it sees. */
  void paint(MarkRule.Match match, Mark mark) {
    Place place = new Place(match.address(), match.protocol());
    List<Ports> seen = seen(place, match.ports());
    cut(place, seen);
    List<Run> all = runs.computeIfAbsent(place, unseen -> new ArrayList<>());
    seen.forEach(ports -> all.add(new Run(ports, mark)));
  }

  /** A rule takes the mark of some packets away. */
  void cut(Packets packets) {
    for (Place place : places(packets)) {
      cut(place, seen(place, packets.ports().orElse(Ports.ANY)));
    }
  }

  private void cut(Place place, List<Ports> all) {
    List<Run> kept = runs.getOrDefault(place, List.of());
    for (Ports ports : all) {
      List<Run> left = new ArrayList<>();
      for (Run run : kept) {
        PortRuns.without(List.of(run.ports()), ports)
            .forEach(rest -> left.add(new Run(rest, run.mark())));
      }
      kept = left;
    }
    if (!all.isEmpty()) {
      runs.put(place, new ArrayList<>(kept));
    }
  }

  /** Packets leave a chain; the rules of those less deep see them again. */
  void hide(Packets packets, int depth) {
    hidden
        .computeIfAbsent(packets.address(), unseen -> new ArrayList<>())
        .add(new Hidden(packets, depth));
  }

  /** Whether some packets have left a chain that is deeper. */
  boolean haveLeft(Packets packets, int depth) {
    Stream<Hidden> all =
        packets.address().isPresent()
            ? hiddenAt(packets.address().get())
            : hidden.values().stream().flatMap(Collection::stream);
    return all.anyMatch(one -> one.depth() > depth && one.packets().overlaps(packets));
  }

  /** The end of a chain: what has left it is seen again. */
  void end(int depth) {
    hidden.values().forEach(all -> all.removeIf(one -> one.depth() >= depth));
  }

  /** The marks that some packets have, as far as a rule sees them. */
  Set<Mark> marks(Packets packets) {
    Set<Mark> marks = new TreeSet<>();
    for (Place place : places(packets)) {
      List<Ports> seen = seen(place, packets.ports().orElse(Ports.ANY));
      for (Run run : runs.getOrDefault(place, List.of())) {
        if (seen.stream().anyMatch(run.ports()::overlaps)) {
          marks.add(run.mark());
        }
      }
    }
    return marks;
  }

  private List<Place> places(Packets packets) {
    if (packets.address().isEmpty()) {
      return runs.keySet().stream().filter(place -> isOf(packets, place)).toList();
    }
    IpAddress address = packets.address().get();
    return Stream.of(Protocol.values())
        .map(protocol -> new Place(address, protocol))
        .filter(place -> isOf(packets, place))
        .toList();
  }

  private static boolean isOf(Packets packets, Place place) {
    return packets.protocol().isEmpty() || packets.protocol().get() == place.protocol();
  }

  private List<Ports> seen(Place place, Ports ports) {
    List<Ports> seen = List.of(ports);
    for (Hidden one : hiddenAt(place.address()).toList()) {
      if (isOf(one.packets(), place)) {
        seen = PortRuns.without(seen, one.packets().ports().orElse(Ports.ANY));
      }
    }
    return seen;
  }

  private Stream<Hidden> hiddenAt(IpAddress address) {
    return Stream.concat(
        hidden.getOrDefault(Optional.of(address), List.of()).stream(),
        hidden.getOrDefault(Optional.<IpAddress>empty(), List.of()).stream());
  }

  /** The rules that come to the same, none over another. */
  NavigableMap<MarkRule.Match, MarkRule> rules() {
    NavigableMap<MarkRule.Match, MarkRule> rules = new TreeMap<>();
    runs.forEach(
        (place, all) ->
            all.forEach(
                run -> {
                  MarkRule.Match match =
                      new MarkRule.Match(place.protocol(), place.address(), run.ports());
                  rules.put(match, new MarkRule(match, run.mark()));
                }));
    return rules;
  }
}
