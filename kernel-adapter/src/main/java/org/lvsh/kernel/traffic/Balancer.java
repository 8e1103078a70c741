package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.Verdict.Fate;

/**
 * The part of IPVS that packets see: virtual services with their real servers, the connections and
 * templates, and a clock that stands still but for {@link #forward}. What is asked of it is known
 * to be right: that a service is not there twice and the like is checked before.
 *
 * <p>A connection is made at once and then says nothing more, so it ends when the time for idle
 * ones is over. Its packets are counted as in {@link Handshake}. Not modelled are the bypass
 * without servers ({@code cache_bypass}), defence against overload and helpers for active FTP.
 */
public final class Balancer {
  /** {@code sctp_timeouts}: no setting changes it. */
  private static final Duration SCTP_TIMEOUT = Duration.ofMinutes(15);

  private final NavigableMap<ServiceKey, BalancedService> services = new TreeMap<>();
  private final EntryTable entries = new EntryTable();
  private final Trash trash = new Trash();
  private Dice dice = new Dice(0);
  private long now;

  /** The services, by their keys. */
  public NavigableMap<ServiceKey, BalancedService> services() {
    return Collections.unmodifiableNavigableMap(services);
  }

  /** How far the clock has been moved. */
  public Duration clock() {
    return Duration.ofMillis(now);
  }

  /** How many connections there are. */
  public long connections() {
    return entries.connections();
  }

  /** How many templates there are. */
  public long templates() {
    return entries.templates();
  }

  /** A service that is not there yet ({@code ip_vs_add_service}). */
  public void addService(VirtualService service) {
    services.put(service.key(), new BalancedService(service));
  }

  /** Other settings of a service that is there ({@code ip_vs_edit_service}). */
  public void changeService(VirtualService service) {
    services.get(service.key()).change(service);
  }

  /** A service goes with its servers ({@code ip_vs_unlink_service}); what hangs on them stays. */
  public void removeService(ServiceKey key, TrafficSettings settings) {
    BalancedService service = services.remove(key);
    service.dissolve();
    service.forEach(server -> trash.put(server, now));
    endWithoutServer(settings);
  }

  /** A server that the service does not have yet, from the trash if it is there. */
  public void addServer(ServiceKey key, RealServer server) {
    BalancedService service = services.get(key);
    Optional<Destination> old = trash.take(key, server.key());
    old.ifPresent(one -> one.revive(service, server));
    service.add(old.orElseGet(() -> new Destination(service, server)));
  }

  /** Other settings of a server that the service has. */
  public void changeServer(ServiceKey key, RealServer server) {
    BalancedService service = services.get(key);
    service.change(service.find(server.key()).orElseThrow(), server);
  }

  /** A server that the service has goes ({@code ip_vs_del_dest}); what hangs on it stays. */
  public void removeServer(ServiceKey key, ServerKey server, TrafficSettings settings) {
    BalancedService service = services.get(key);
    Destination gone = service.find(server).orElseThrow();
    service.remove(gone);
    trash.put(gone, now);
    endWithoutServer(settings);
  }

  private void endWithoutServer(TrafficSettings settings) {
    if (settings.expireNodest() && !entries.isEmpty()) {
      entries.endAll(server -> !server.isAvailable());
    }
  }

  /** What has passed each service and each server of it. */
  public NavigableMap<ServiceKey, ServiceStatistics> statistics() {
    NavigableMap<ServiceKey, ServiceStatistics> all = new TreeMap<>();
    services.forEach((key, service) -> all.put(key, service.statistics(now)));
    return all;
  }

  /** Sets the counters of a service that is there to 0, or of all. */
  public void zero(Optional<ServiceKey> asked) {
    services.forEach(
        (key, service) -> {
          if (asked.isEmpty() || asked.get().equals(key)) {
            service.zero();
          }
        });
  }

  /** Hands over each connection and template, in the order in which they run out. */
  public void connections(Consumer<Connection> each) {
    entries.all().forEach(entry -> each.accept(entry.connection(now)));
  }

  /** What it holds besides the configuration. */
  public TrafficState state() {
    StateKeeping keeping = new StateKeeping(entries, now);
    return new TrafficState(
        clock(),
        dice.seed(),
        keeping.services(services.values()),
        keeping.trash(trash.all(), services),
        StateKeeping.time(trash.nextCheck()));
  }

  /**
   * Goes on from a state that another balancer was in. This one must be new but for the services
   * and servers of that one, each added in the order that the state says.
   *
   * @throws IllegalArgumentException where no balancer with these services can be in that state
   */
  public void restore(TrafficState state) {
    now = state.clock().toMillis();
    dice = new Dice(state.seed());
    new StateRestoring(services, entries, trash, now).restore(state);
    if (!state().equals(state)) {
      throw new IllegalArgumentException("the traffic contradicts itself");
    }
  }

  /** Whether a packet belongs to a connection that is there. */
  public boolean isKnown(Packet packet) {
    return entries.find(EntryKey.of(packet)).isPresent();
  }

  /**
   * A client's first packet comes ({@code ip_vs_in_hook}).
   *
   * @param mark what the packet filter has given it
   */
  public Verdict arrive(Packet packet, Optional<Mark> mark, TrafficSettings settings) {
    Optional<Entry> known = entries.find(EntryKey.of(packet));
    if (known.isPresent()) {
      Destination server = known.get().destination();
      if (!Endings.ofConnection(
          packet.protocol(), server.isAvailable(), server.weight(), settings)) {
        return goOn(known.get(), packet, settings);
      }
      entries.expire(known.get(), now);
    }
    return find(packet, mark)
        .map(service -> schedule(service, packet, settings))
        .orElse(Verdict.NOT_BALANCED);
  }

  private Verdict goOn(Entry connection, Packet packet, TrafficSettings settings) {
    Destination server = connection.destination();
    if (!server.isAvailable()) {
      return Verdict.of(Fate.SERVER_GONE, server.serviceKey());
    }
    entries.restart(connection, timeout(packet.protocol(), settings), now);
    return Verdict.old(server);
  }

  private Optional<BalancedService> find(Packet packet, Optional<Mark> mark) {
    return ServiceSearch.of(packet, mark).stream()
        .map(place -> services.get(place.key()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** {@code ip_vs_schedule}. */
  private Verdict schedule(BalancedService service, Packet packet, TrafficSettings settings) {
    return switch (Admission.of(service.settings(), packet)) {
      case SCHEDULED -> scheduleFreely(service, packet, settings);
      case STICKY ->
          schedulePersistent(
              service, service.settings().persistence().orElseThrow(), packet, settings);
      case UNREADABLE -> Verdict.of(Fate.UNREADABLE, service.key());
      case FROM_FTP_DATA, LEFT_TO_OTHERS -> Verdict.NOT_BALANCED;
      case NOT_PERSISTENT -> Verdict.of(Fate.NO_SERVER, service.key());
    };
  }

  private Verdict scheduleFreely(BalancedService service, Packet packet, TrafficSettings settings) {
    return choose(service, packet, settings)
        .map(
            server -> {
              int serverPort = ServerPorts.scheduled(server.key(), packet);
              begin(service, server, serverPort, Optional.empty(), packet, settings);
              return Verdict.scheduled(service.key(), server, false);
            })
        .orElseGet(() -> Verdict.of(Fate.NO_SERVER, service.key()));
  }

  private Optional<Destination> choose(
      BalancedService service, Packet packet, TrafficSettings settings) {
    return service.scheduling().choose(service, packet, new Moment(now, settings, dice));
  }

  /** {@code ip_vs_sched_persist}. */
  private Verdict schedulePersistent(
      BalancedService service, Persistence persistence, Packet packet, TrafficSettings settings) {
    EntryKey key = EntryKey.ofTemplate(service.settings(), persistence, packet);
    Optional<Entry> old = entries.find(key).filter(template -> checks(template, settings));
    Optional<Entry> template =
        old.or(
            () ->
                choose(service, packet, settings)
                    .map(server -> newTemplate(service, server, persistence, key, packet)));
    if (template.isEmpty()) {
      return Verdict.of(Fate.NO_SERVER, service.key());
    }
    Destination server = template.get().destination();
    int serverPort = ServerPorts.sticky(service.key(), server.key(), packet);
    begin(service, server, serverPort, template, packet, settings);
    entries.restart(template.get(), template.get().timeout(), now);
    return Verdict.scheduled(service.key(), server, old.isEmpty());
  }

  /** {@code ip_vs_check_template}; one that is not good any more is never found again. */
  private boolean checks(Entry template, TrafficSettings settings) {
    Destination server = template.destination();
    if (!Endings.ofTemplate(server.isAvailable(), server.weight(), settings)) {
      return true;
    }
    entries.invalidate(template);
    return false;
  }

  private Entry newTemplate(
      BalancedService service,
      Destination server,
      Persistence persistence,
      EntryKey key,
      Packet packet) {
    int serverPort = ServerPorts.inTemplate(service.key(), server.key(), packet);
    return entries.addTemplate(key, server, serverPort, persistence.timeout().toMillis(), now);
  }

  /** A connection is made; with one-packet scheduling it is over at once. */
  private void begin(
      BalancedService service,
      Destination server,
      int serverPort,
      Optional<Entry> template,
      Packet packet,
      TrafficSettings settings) {
    Handshake handshake = Handshake.of(packet.protocol(), packet.address().family());
    server.meter().countConnection(now, handshake, server.isMasqueraded());
    service.meter().countConnection(now, handshake, server.isMasqueraded());
    if (service.settings().onePacket() && packet.protocol() == Protocol.UDP) {
      server.bindConnection();
      server.unbindConnection(false);
      return;
    }
    boolean active = packet.protocol() != Protocol.UDP;
    // UDP is sure of an answer only where that comes by the director.
    if (active || server.isMasqueraded()) {
      template.ifPresent(Entry::assure);
    }
    long timeout = timeout(packet.protocol(), settings);
    entries.addConnection(EntryKey.of(packet), server, serverPort, template, active, timeout, now);
  }

  private static long timeout(Protocol protocol, TrafficSettings settings) {
    Duration timeout =
        switch (protocol) {
          case TCP -> settings.timeouts().tcp();
          case UDP -> settings.timeouts().udp();
          case SCTP -> SCTP_TIMEOUT;
        };
    return timeout.toMillis();
  }

  /** Lets time pass. */
  public Lapse forward(Duration duration) {
    long until = now + duration.toMillis();
    long connectionsEnded = 0;
    long templatesEnded = 0;
    for (long next = nextEvent(); next <= until; next = nextEvent()) {
      now = next;
      if (trash.nextCheck().isPresent() && trash.nextCheck().getAsLong() == next) {
        trash.check(now);
        continue;
      }
      Entry entry = entries.first().orElseThrow();
      if (entries.expire(entry, now)) {
        connectionsEnded += entry.isTemplate() ? 0 : 1;
        templatesEnded += entry.isTemplate() ? 1 : 0;
      }
    }
    now = until;
    return new Lapse(connectionsEnded, templatesEnded);
  }

  private long nextEvent() {
    long nextEnd = entries.first().map(Entry::ends).orElse(Long.MAX_VALUE);
    return Math.min(nextEnd, trash.nextCheck().orElse(Long.MAX_VALUE));
  }
}
