package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.TrafficState.Established;
import org.lvsh.kernel.traffic.TrafficState.OfServer;
import org.lvsh.kernel.traffic.TrafficState.OfService;
import org.lvsh.kernel.traffic.TrafficState.Removed;
import org.lvsh.kernel.traffic.TrafficState.Template;
import org.lvsh.kernel.traffic.TrafficState.Times;

/**
 * Puts back what {@link StateKeeping} wrote down. Whatever no kernel can have held is an {@link
 * IllegalArgumentException}.
 */
final class StateRestoring {
  private final NavigableMap<ServiceKey, BalancedService> services;
  private final EntryTable entries;
  private final Trash trash;
  private final long now;

  StateRestoring(
      NavigableMap<ServiceKey, BalancedService> services,
      EntryTable entries,
      Trash trash,
      long now) {
    this.services = services;
    this.entries = entries;
    this.trash = trash;
    this.now = now;
  }

  void restore(TrafficState state) {
    state.services().forEach(this::service);
    state.trash().forEach(this::removed);
    trash.restoreCheck(milliseconds(state.trashCheck()));
    // Last, for it may speak of servers in the trash.
    state.services().forEach(this::memory);
  }

  private static OptionalLong milliseconds(Optional<Duration> time) {
    return time.isPresent() ? OptionalLong.of(time.get().toMillis()) : OptionalLong.empty();
  }

  private BalancedService service(ServiceKey key) {
    return required(Optional.ofNullable(services.get(key)), key);
  }

  private static <T> T required(Optional<T> found, Object what) {
    return found.orElseThrow(() -> new IllegalArgumentException("there is no " + what));
  }

  private void service(OfService one) {
    BalancedService service = service(one.key());
    service.meter().restore(one.meter(), now);
    for (OfServer server : one.servers()) {
      server(required(service.find(server.key()), server.key()), server);
    }
  }

  private void server(Destination destination, OfServer one) {
    if (destination.isReferenced()) {
      throw new IllegalArgumentException("twice: " + one.key());
    }
    destination.meter().restore(one.meter(), now);
    one.templates().forEach(template -> template(destination, template));
    connections(destination, one.connections(), Optional.empty());
    destination.restoreLastWeight(one.lastWeight());
    destination.restoreOverload(one.overloaded());
  }

  private void template(Destination destination, Template one) {
    EntryKey key =
        new EntryKey(one.protocol(), one.client(), 0, one.address(), one.port(), one.callId());
    Entry template =
        one.valid()
            ? entries.addTemplate(key, destination, one.serverPort(), 0, now)
            : entries.addInvalidTemplate(key, destination, one.serverPort(), now);
    restore(template, one.times());
    if (one.assured()) {
      template.assure();
    }
    connections(destination, one.connections(), Optional.of(template));
  }

  private void connections(
      Destination destination, List<Established> connections, Optional<Entry> template) {
    for (Established one : connections) {
      EntryKey key =
          new EntryKey(
              one.protocol(), one.client(), one.clientPort(), one.address(), one.port(), "");
      boolean active = one.protocol() != Protocol.UDP.number();
      Entry connection =
          entries.addConnection(key, destination, one.serverPort(), template, active, 0, now);
      restore(connection, one.times());
    }
  }

  private void restore(Entry entry, Times times) {
    if (times.ends().toMillis() < now) {
      throw new IllegalArgumentException("an entry that should have ended at " + times.ends());
    }
    entries.restore(entry, times.timeout().toMillis(), times.ends().toMillis());
  }

  private void removed(Removed one) {
    ServerKey key = one.settings().key();
    boolean there =
        Optional.ofNullable(services.get(one.service())).map(s -> s.has(key)).orElse(false);
    if (!one.server().key().equals(key) || there || trash.find(one.service(), key).isPresent()) {
      throw new IllegalArgumentException("not in the trash: " + key);
    }
    BalancedService owner =
        one.orphaned()
            ? new BalancedService(VirtualService.of(one.service(), Scheduler.DEFAULT))
            : service(one.service());
    Destination destination = new Destination(owner, one.settings());
    destination.discard();
    destination.idleSince(milliseconds(one.idleSince()));
    server(destination, one.server());
    trash.restore(destination);
  }

  private void memory(OfService one) {
    BalancedService service = service(one.key());
    service
        .scheduling()
        .restore(
            service,
            one.memory(),
            server ->
                required(
                    service.find(server).or(() -> trash.find(one.key(), server)),
                    "server " + server));
  }
}
