package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.traffic.TrafficState.Established;
import org.lvsh.kernel.traffic.TrafficState.OfServer;
import org.lvsh.kernel.traffic.TrafficState.OfService;
import org.lvsh.kernel.traffic.TrafficState.Removed;
import org.lvsh.kernel.traffic.TrafficState.Template;
import org.lvsh.kernel.traffic.TrafficState.Times;

/** Writes down what a balancer holds. */
final class StateKeeping {
  private final long now;
  private final Map<Destination, List<Entry>> templates = new HashMap<>();
  private final Map<Destination, List<Entry>> single = new HashMap<>();
  private final Map<Entry, List<Entry>> hanging = new HashMap<>();

  /** For the entries there are at a moment. */
  StateKeeping(EntryTable entries, long now) {
    this.now = now;
    for (Entry entry : entries.all()) {
      if (entry.isTemplate()) {
        add(templates, entry.destination(), entry);
      } else if (entry.template().isPresent()) {
        add(hanging, entry.template().get(), entry);
      } else {
        add(single, entry.destination(), entry);
      }
    }
  }

  private static <K> void add(Map<K, List<Entry>> lists, K key, Entry entry) {
    lists.computeIfAbsent(key, unknown -> new ArrayList<>()).add(entry);
  }

  List<OfService> services(Collection<BalancedService> services) {
    return services.stream().map(this::service).filter(one -> !one.saysNothing()).toList();
  }

  private OfService service(BalancedService service) {
    List<OfServer> servers = new ArrayList<>();
    for (Destination one : service.servers().values()) {
      if (saysSomething(one)) {
        servers.add(server(one));
      }
    }
    return new OfService(
        service.key(),
        order(service),
        service.scheduling().memory(service),
        service.meter().state(now),
        servers);
  }

  private static List<ServerKey> order(BalancedService service) {
    List<ServerKey> newestFirst = new ArrayList<>(service.size());
    boolean usual = true;
    for (Destination one : service) {
      usual &= one.older() == null || one.older().key().compareTo(one.key()) < 0;
      newestFirst.add(one.key());
    }
    Collections.reverse(newestFirst);
    return usual ? List.of() : newestFirst;
  }

  private static boolean saysSomething(Destination one) {
    return one.isReferenced()
        || one.isOverloaded()
        || one.lastWeight() != one.weight()
        || !one.meter().isUntouched();
  }

  private OfServer server(Destination one) {
    return new OfServer(
        one.key(),
        one.lastWeight(),
        one.isOverloaded(),
        one.meter().state(now),
        templates.getOrDefault(one, List.of()).stream().map(this::template).toList(),
        established(single.getOrDefault(one, List.of())));
  }

  private Template template(Entry entry) {
    EntryKey key = entry.key();
    return new Template(
        key.protocol(),
        key.client(),
        key.address(),
        key.port(),
        entry.serverPort(),
        key.callId(),
        entry.isValid(),
        entry.isAssured(),
        times(entry),
        established(hanging.getOrDefault(entry, List.of())));
  }

  private static List<Established> established(List<Entry> connections) {
    return connections.stream().map(StateKeeping::established).toList();
  }

  private static Established established(Entry entry) {
    EntryKey key = entry.key();
    return new Established(
        key.protocol(),
        key.client(),
        key.clientPort(),
        key.address(),
        key.port(),
        entry.serverPort(),
        times(entry));
  }

  private static Times times(Entry entry) {
    return new Times(Duration.ofMillis(entry.timeout()), Duration.ofMillis(entry.ends()));
  }

  List<Removed> trash(Collection<Destination> trash, Map<ServiceKey, BalancedService> services) {
    return trash.stream().map(one -> removed(one, services)).toList();
  }

  private Removed removed(Destination one, Map<ServiceKey, BalancedService> services) {
    return new Removed(
        one.serviceKey(),
        one.settings(),
        services.get(one.serviceKey()) != one.owner(),
        time(one.idleSince()),
        server(one));
  }

  static Optional<Duration> time(OptionalLong milliseconds) {
    return milliseconds.isPresent()
        ? Optional.of(Duration.ofMillis(milliseconds.getAsLong()))
        : Optional.empty();
  }
}
