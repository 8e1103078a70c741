package org.lvsh.kernel.simulated;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.lvsh.kernel.Passage;
import org.lvsh.kernel.Visitors;
import org.lvsh.kernel.Visitors.Target;
import org.lvsh.kernel.Visits;
import org.lvsh.kernel.Visits.Served;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.traffic.Balancer;
import org.lvsh.kernel.traffic.Lapse;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.kernel.traffic.Verdict;

/** Clients come to a state, one after another, and are counted. */
final class Arrivals {
  /** Where Linux begins with the ports of clients ({@code ip_local_port_range}). */
  private static final int FIRST_CLIENT_PORT = 32_768;

  private final State state;
  private final Balancer balancer;
  private final NavigableMap<ServiceKey, NavigableMap<ServerKey, Served>> served = new TreeMap<>();
  private Lapse lapse = Lapse.NOTHING;
  private long newTemplates;
  private long refused;
  private long unreadable;
  private long notBalanced;

  Arrivals(State state) {
    this.state = state;
    this.balancer = state.ipvs().balancer();
  }

  /** Where a client was served. */
  private record Place(ServiceKey service, ServerKey server) {}

  Visits come(Visitors visitors) {
    long begin = balancer.clock().toMillis();
    long all = visitors.during().toMillis();
    for (int at = 0; at < visitors.count(); at++) {
      forwardTo(begin + all * at / visitors.count());
      come(at, visitors);
    }
    forwardTo(begin + all);
    Passage passage = passage(balancer, lapse);
    return new Visits(served, newTemplates, refused, unreadable, notBalanced, passage);
  }

  static Passage passage(Balancer balancer, Lapse lapse) {
    return new Passage(
        balancer.clock(),
        lapse.connections(),
        lapse.templates(),
        balancer.connections(),
        balancer.templates());
  }

  private void forwardTo(long time) {
    lapse = lapse.plus(balancer.forward(Duration.ofMillis(time).minus(balancer.clock())));
  }

  private void come(int number, Visitors visitors) {
    IpAddress client = address(visitors.first(), number % visitors.addresses());
    int call = number / visitors.addresses() + 1;
    Map<Place, Long> places = new HashMap<>();
    for (int at = 0; at < visitors.targets().size(); at++) {
      Verdict verdict =
          state.arrive(packet(client, visitors.targets().get(at), FIRST_CLIENT_PORT + at, call));
      count(verdict, places);
    }
    places.forEach(
        (place, connections) ->
            served
                .computeIfAbsent(place.service(), unknown -> new TreeMap<>())
                .merge(
                    place.server(),
                    Served.NONE.plusClient(connections),
                    (old, one) -> old.plusClient(connections)));
  }

  private void count(Verdict verdict, Map<Place, Long> places) {
    switch (verdict.fate()) {
      case SCHEDULED, OLD_CONNECTION ->
          places.merge(
              new Place(verdict.service().orElseThrow(), verdict.server().orElseThrow()),
              1L,
              Long::sum);
      case NO_SERVER, SERVER_GONE -> refused++;
      case UNREADABLE -> unreadable++;
      case NOT_BALANCED -> notBalanced++;
    }
    newTemplates += verdict.newTemplate() ? 1 : 0;
  }

  /** A packet of a new connection: from the first port that the client has free for it. */
  private Packet packet(IpAddress client, Target target, int firstPort, int call) {
    Packet packet = packet(client, firstPort, target, call);
    for (int port = firstPort + 1; port <= Ports.MAX && balancer.isKnown(packet); port++) {
      packet = packet(client, port, target, call);
    }
    return packet;
  }

  /** Whoever speaks SIP makes one call, the same each time. */
  private static Packet packet(IpAddress client, int clientPort, Target target, int call) {
    return new Packet(
        target.protocol(),
        client,
        clientPort,
        target.address(),
        target.port(),
        call + "@" + client);
  }

  private static IpAddress address(IpAddress first, int further) {
    BigInteger number = new BigInteger(1, first.bytes()).add(BigInteger.valueOf(further));
    byte[] bytes = new byte[first.family().bits() / Byte.SIZE];
    byte[] value = number.toByteArray();
    for (int at = 1; at <= Math.min(bytes.length, value.length); at++) {
      bytes[bytes.length - at] = value[value.length - at];
    }
    return IpAddress.of(bytes);
  }
}
