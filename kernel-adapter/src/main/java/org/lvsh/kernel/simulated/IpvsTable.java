package org.lvsh.kernel.simulated;

import com.google.common.collect.Maps;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * The virtual services with their real servers, the timeouts and the sync daemons: what {@code
 * ip_vs_genl_set_cmd} of {@code ip_vs_ctl.c} changes. Each method changes all it says or nothing,
 * and returns why it was refused; the checks stand in the kernel's order.
 */
final class IpvsTable {
  /** Debian's {@code CONFIG_HZ}. */
  static final int TICKS_PER_SECOND = 250;

  /**
   * The longest timeout in seconds: the kernel counts ticks in an {@code int} ({@code
   * ip_vs_set_timeout}).
   */
  static final long MAX_TIMEOUT = Integer.MAX_VALUE / TICKS_PER_SECOND;

  private final NavigableMap<ServiceKey, Service> services = new TreeMap<>();
  private final DaemonTable daemons = new DaemonTable();
  private Timeouts timeouts = Timeouts.DEFAULT;

  /** A service and its servers; the servers outlive a change of the service's settings. */
  private static final class Service {
    private final NavigableMap<ServerKey, RealServer> servers = new TreeMap<>();
    private VirtualService settings;

    Service(VirtualService settings) {
      this.settings = settings;
    }

    ServiceEntry entry() {
      return new ServiceEntry(settings, servers);
    }

    /** Whether a server is of another address family ({@code mixed_address_family_dests}). */
    boolean isMixed() {
      return servers.keySet().stream()
          .anyMatch(server -> server.address().family() != settings.key().family());
    }
  }

  /** EINVAL; EEXIST, found before whether scheduler and engine are known; ENOENT. */
  Optional<Errno> addService(VirtualService service) {
    if (ServiceChecks.unsayable(service).isPresent()) {
      return ServiceChecks.unsayable(service);
    }
    if (services.containsKey(service.key())) {
      return Optional.of(Errno.EEXIST);
    }
    Optional<Errno> refusal = ServiceChecks.refusal(service);
    if (refusal.isEmpty()) {
      services.put(service.key(), new Service(ServiceChecks.asKept(service)));
    }
    return refusal;
  }

  /** EINVAL; ESRCH; ENOENT. */
  Optional<Errno> changeService(VirtualService service) {
    if (ServiceChecks.unsayable(service).isPresent()) {
      return ServiceChecks.unsayable(service);
    }
    Service there = services.get(service.key());
    if (there == null) {
      return Optional.of(Errno.ESRCH);
    }
    Optional<Errno> refusal = ServiceChecks.refusal(service);
    if (refusal.isEmpty()) {
      there.settings = ServiceChecks.asKept(service);
    }
    return refusal;
  }

  /** ESRCH. Its servers go with it. */
  Optional<Errno> removeService(ServiceKey key) {
    return services.remove(key) == null ? Optional.of(Errno.ESRCH) : Optional.empty();
  }

  /** ESRCH; EINVAL and ERANGE of the settings; EEXIST; EINVAL of the address. */
  Optional<Errno> addServer(ServiceKey key, RealServer server) {
    Service service = services.get(key);
    if (service == null) {
      return Optional.of(Errno.ESRCH);
    }
    Optional<Errno> refusal = ServerChecks.settingsRefusal(key, server, daemons.anyRuns());
    if (refusal.isEmpty() && service.servers.containsKey(server.key())) {
      refusal = Optional.of(Errno.EEXIST);
    }
    if (refusal.isEmpty()) {
      refusal = ServerChecks.addressRefusal(server.key().address());
    }
    if (refusal.isEmpty()) {
      service.servers.put(server.key(), server);
    }
    return refusal;
  }

  /** ESRCH; EINVAL and ERANGE of the settings; ENOENT. */
  Optional<Errno> changeServer(ServiceKey key, RealServer server) {
    Service service = services.get(key);
    if (service == null) {
      return Optional.of(Errno.ESRCH);
    }
    Optional<Errno> refusal = ServerChecks.settingsRefusal(key, server, daemons.anyRuns());
    if (refusal.isEmpty() && service.servers.replace(server.key(), server) == null) {
      refusal = Optional.of(Errno.ENOENT);
    }
    return refusal;
  }

  /** ESRCH; ENOENT. */
  Optional<Errno> removeServer(ServiceKey key, ServerKey server) {
    Service service = services.get(key);
    if (service == null) {
      return Optional.of(Errno.ESRCH);
    }
    return service.servers.remove(server) == null ? Optional.of(Errno.ENOENT) : Optional.empty();
  }

  /** EINVAL outside 0 to {@link #MAX_TIMEOUT}, with all three as they were; 0 keeps the old one. */
  Optional<Errno> setTimeouts(Timeouts asked) {
    if (Stream.of(asked.tcp(), asked.tcpFin(), asked.udp())
        .anyMatch(timeout -> timeout.toSeconds() < 0 || timeout.toSeconds() > MAX_TIMEOUT)) {
      return Optional.of(Errno.EINVAL);
    }
    timeouts =
        new Timeouts(
            unlessZero(asked.tcp(), timeouts.tcp()),
            unlessZero(asked.tcpFin(), timeouts.tcpFin()),
            unlessZero(asked.udp(), timeouts.udp()));
    return Optional.empty();
  }

  private static Duration unlessZero(Duration asked, Duration old) {
    return asked.isZero() ? old : asked;
  }

  /** As {@link DaemonTable#start}. */
  Optional<Errno> startDaemon(SyncDaemon daemon) {
    return daemons.start(daemon, services.values().stream().anyMatch(Service::isMixed));
  }

  /** ESRCH where none of this role runs. */
  Optional<Errno> stopDaemon(SyncDaemon.Role role) {
    return daemons.stop(role);
  }

  NavigableMap<SyncDaemon.Role, SyncDaemon> daemons() {
    return daemons.running();
  }

  boolean has(ServiceKey key) {
    return services.containsKey(key);
  }

  /** A view; each entry in it is a copy. */
  NavigableMap<ServiceKey, ServiceEntry> entries() {
    return Maps.transformValues(services, Service::entry);
  }

  Timeouts timeouts() {
    return timeouts;
  }
}
