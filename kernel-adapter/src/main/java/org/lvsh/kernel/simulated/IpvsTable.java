package org.lvsh.kernel.simulated;

import com.google.common.collect.Maps;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.KnownSetting;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.traffic.BalancedService;
import org.lvsh.kernel.traffic.Balancer;
import org.lvsh.kernel.traffic.TrafficSettings;

/**
 * The virtual services with their real servers, the timeouts and the sync daemons: what {@code
 * ip_vs_genl_set_cmd} of {@code ip_vs_ctl.c} changes. What hangs on services and servers is the
 * {@link Balancer}'s. Each method changes all it says or nothing, and returns why it was refused;
 * the checks stand in the kernel's order.
 */
final class IpvsTable {
  /** Debian's {@code CONFIG_HZ}. */
  static final int TICKS_PER_SECOND = 250;

  /**
   * The longest timeout in seconds: the kernel counts ticks in an {@code int} ({@code
   * ip_vs_set_timeout}).
   */
  static final long MAX_TIMEOUT = Integer.MAX_VALUE / TICKS_PER_SECOND;

  private final SettingTable settings;
  private final Balancer balancer = new Balancer();
  private final DaemonTable daemons = new DaemonTable();
  private Timeouts timeouts = Timeouts.DEFAULT;

  /** A table of a kernel with these settings. */
  IpvsTable(SettingTable settings) {
    this.settings = settings;
  }

  /** EINVAL; EEXIST, found before whether scheduler and engine are known; ENOENT. */
  Optional<Errno> addService(VirtualService service) {
    if (ServiceChecks.unsayable(service).isPresent()) {
      return ServiceChecks.unsayable(service);
    }
    if (has(service.key())) {
      return Optional.of(Errno.EEXIST);
    }
    Optional<Errno> refusal = ServiceChecks.refusal(service);
    if (refusal.isEmpty()) {
      balancer.addService(ServiceChecks.asKept(service));
    }
    return refusal;
  }

  /** EINVAL; ESRCH; ENOENT. */
  Optional<Errno> changeService(VirtualService service) {
    if (ServiceChecks.unsayable(service).isPresent()) {
      return ServiceChecks.unsayable(service);
    }
    if (!has(service.key())) {
      return Optional.of(Errno.ESRCH);
    }
    Optional<Errno> refusal = ServiceChecks.refusal(service);
    if (refusal.isEmpty()) {
      balancer.changeService(ServiceChecks.asKept(service));
    }
    return refusal;
  }

  /** ESRCH. Its servers go with it. */
  Optional<Errno> removeService(ServiceKey key) {
    if (!has(key)) {
      return Optional.of(Errno.ESRCH);
    }
    balancer.removeService(key, trafficSettings());
    return Optional.empty();
  }

  /** ESRCH; EINVAL and ERANGE of the settings; EEXIST; EINVAL of the address. */
  Optional<Errno> addServer(ServiceKey key, RealServer server) {
    BalancedService service = balancer.services().get(key);
    if (service == null) {
      return Optional.of(Errno.ESRCH);
    }
    Optional<Errno> refusal = ServerChecks.settingsRefusal(key, server, daemons.anyRuns());
    if (refusal.isEmpty() && service.has(server.key())) {
      refusal = Optional.of(Errno.EEXIST);
    }
    if (refusal.isEmpty()) {
      refusal = ServerChecks.addressRefusal(server.key().address());
    }
    if (refusal.isEmpty()) {
      balancer.addServer(key, server);
    }
    return refusal;
  }

  /** ESRCH; EINVAL and ERANGE of the settings; ENOENT. */
  Optional<Errno> changeServer(ServiceKey key, RealServer server) {
    BalancedService service = balancer.services().get(key);
    if (service == null) {
      return Optional.of(Errno.ESRCH);
    }
    Optional<Errno> refusal = ServerChecks.settingsRefusal(key, server, daemons.anyRuns());
    if (refusal.isEmpty() && !service.has(server.key())) {
      refusal = Optional.of(Errno.ENOENT);
    }
    if (refusal.isEmpty()) {
      balancer.changeServer(key, server);
    }
    return refusal;
  }

  /** ESRCH; ENOENT. */
  Optional<Errno> removeServer(ServiceKey key, ServerKey server) {
    BalancedService service = balancer.services().get(key);
    if (service == null) {
      return Optional.of(Errno.ESRCH);
    }
    if (!service.has(server)) {
      return Optional.of(Errno.ENOENT);
    }
    balancer.removeServer(key, server, trafficSettings());
    return Optional.empty();
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
    return daemons.start(
        daemon, balancer.services().values().stream().anyMatch(BalancedService::isMixed));
  }

  /** ESRCH where none of this role runs. */
  Optional<Errno> stopDaemon(SyncDaemon.Role role) {
    return daemons.stop(role);
  }

  NavigableMap<SyncDaemon.Role, SyncDaemon> daemons() {
    return daemons.running();
  }

  boolean has(ServiceKey key) {
    return balancer.services().containsKey(key);
  }

  /** A view; each entry in it is a copy. */
  NavigableMap<ServiceKey, ServiceEntry> entries() {
    return Maps.transformValues(balancer.services(), BalancedService::entry);
  }

  /** Where the packets go. */
  Balancer balancer() {
    return balancer;
  }

  /** What the traffic depends on, as it is set now. */
  TrafficSettings trafficSettings() {
    return TrafficSettings.of(timeouts, settings.all());
  }

  /**
   * Whether no packet is balanced, since this director waits behind another ({@code backup_only}).
   */
  boolean isBackupOnly() {
    return daemons.running().containsKey(SyncDaemon.Role.BACKUP)
        && KnownSetting.BACKUP_ONLY.isOn(settings.all());
  }

  Timeouts timeouts() {
    return timeouts;
  }
}
