package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * A balancer with short names: the real servers 10.0.0.1, 10.0.0.2 and so on are A, B and so on,
 * and stand in the kernel's list in this order; clients are 203.0.113.1 and so on.
 */
final class Director {
  static final ServiceKey.OnAddress WEB =
      new ServiceKey.OnAddress(Protocol.TCP, IpAddress.of("192.168.0.1"), 80);

  private Balancer balancer = new Balancer();
  private TrafficSettings settings = TrafficSettings.DEFAULT;
  private int nextPort = 32_768;

  /** A director of {@link #WEB} with servers of these weights. */
  static Director of(String scheduler, int... weights) {
    return of(new VirtualService(WEB, scheduler(scheduler), Optional.empty(), false), weights);
  }

  static Director of(VirtualService service, int... weights) {
    Director director = new Director();
    director.add(service, weights);
    return director;
  }

  void add(VirtualService service, int... weights) {
    balancer.addService(service);
    // The one added last stands first.
    for (int at = weights.length; at > 0; at--) {
      balancer.addServer(service.key(), server(at, weights[at - 1]));
    }
  }

  static VirtualService sticky(ServiceKey key, String scheduler, Duration timeout) {
    return VirtualService.of(key, scheduler(scheduler), Persistence.of(timeout));
  }

  /** A scheduler's name, with its flags behind it. */
  static Scheduler scheduler(String words) {
    List<String> parts = List.of(words.split(" "));
    List<Integer> flags = parts.stream().skip(1).map(Integer::valueOf).toList();
    return new Scheduler(parts.get(0), Set.copyOf(flags));
  }

  static RealServer server(int number, int weight) {
    return RealServer.of(key(number), weight, Forwarding.DIRECT);
  }

  static ServerKey key(int number) {
    return new ServerKey(IpAddress.of("10.0.0." + number), 80);
  }

  static IpAddress client(int number) {
    return IpAddress.of("203.0.113." + number);
  }

  Balancer balancer() {
    return balancer;
  }

  TrafficSettings settings() {
    return settings;
  }

  void expireNodest() {
    settings =
        new TrafficSettings(
            settings.timeouts(),
            true,
            settings.expireQuiescent(),
            settings.lblcExpiration(),
            settings.lblcrExpiration());
  }

  void expireQuiescent() {
    settings =
        new TrafficSettings(
            settings.timeouts(),
            settings.expireNodest(),
            true,
            settings.lblcExpiration(),
            settings.lblcrExpiration());
  }

  void timeouts(Timeouts timeouts) {
    settings =
        new TrafficSettings(
            timeouts,
            settings.expireNodest(),
            settings.expireQuiescent(),
            settings.lblcExpiration(),
            settings.lblcrExpiration());
  }

  void change(int number, int weight) {
    balancer.changeServer(WEB, server(number, weight));
  }

  void remove(int number) {
    balancer.removeServer(WEB, key(number), settings);
  }

  void addAgain(int number, int weight) {
    balancer.addServer(WEB, server(number, weight));
  }

  /** The servers that as many new clients get, a hyphen where one gets none. */
  String come(int clients) {
    StringBuilder servers = new StringBuilder();
    for (int number = 1; number <= clients; number++) {
      servers.append(comeFrom(number));
    }
    return servers.toString();
  }

  /** The server that a client gets for a new connection. */
  String comeFrom(int client) {
    return letter(arrive(client, WEB.address().toString(), 80, Optional.empty()));
  }

  String comeFrom(int client, String address, int port, long mark) {
    return letter(arrive(client, address, port, Optional.of(new Mark(mark))));
  }

  Verdict arrive(int client, String address, int port, Optional<Mark> mark) {
    return arrive(Protocol.TCP, client, address, port, mark);
  }

  Verdict arrive(Protocol protocol, int client, String address, int port, Optional<Mark> mark) {
    Packet packet =
        new Packet(
            protocol, client(client), nextPort++, IpAddress.of(address), port, "1@" + client);
    return balancer.arrive(packet, mark, settings);
  }

  static String letter(Verdict verdict) {
    return verdict
        .server()
        .map(server -> Character.toString('A' - 1 + server.address().bytes()[3]))
        .orElse("-");
  }

  Lapse forward(long seconds) {
    return balancer.forward(Duration.ofSeconds(seconds));
  }

  ServerStatistics statistics(int number) {
    return balancer.statistics().get(WEB).servers().get(key(number));
  }

  List<Connection> templates() {
    return entries().stream().filter(Connection::isTemplate).toList();
  }

  List<Connection> connections() {
    return entries().stream().filter(entry -> !entry.isTemplate()).toList();
  }

  private List<Connection> entries() {
    List<Connection> all = new ArrayList<>();
    balancer.connections(all::add);
    return all;
  }

  /** Another balancer that goes on where this one is. */
  void moveOn() {
    Balancer next = new Balancer();
    TrafficState state = balancer.state();
    NavigableMap<ServiceKey, List<ServerKey>> orders = new TreeMap<>();
    state.services().forEach(one -> orders.put(one.key(), one.order()));
    balancer
        .services()
        .forEach(
            (key, service) -> {
              next.addService(service.settings());
              List<ServerKey> order = orders.getOrDefault(key, List.of());
              (order.isEmpty() ? List.copyOf(service.servers().keySet()) : order)
                  .forEach(server -> next.addServer(key, service.servers().get(server).settings()));
            });
    next.restore(state);
    balancer = next;
  }
}
