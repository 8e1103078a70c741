package org.lvsh.shell.exchange.ipvsadm;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.Findings;

/**
 * The table of IPVS as line after line leaves it, empty at first. It refuses what Linux refuses.
 */
final class IpvsTable {
  private static final String AS_LINUX = "the kernel refuses that, and so does an import";

  private final Findings findings;
  private final NavigableMap<ServiceKey, VirtualService> services = new TreeMap<>();
  private final NavigableMap<ServiceKey, NavigableMap<ServerKey, RealServer>> servers =
      new TreeMap<>();
  private final Map<ServiceKey, Span> places = new TreeMap<>();
  private final Map<SyncDaemon.Role, SyncDaemon> daemons = new EnumMap<>(SyncDaemon.Role.class);
  private final NavigableMap<String, Setting> settings = new TreeMap<>();
  private Timeouts timeouts = Timeouts.DEFAULT;

  IpvsTable(Findings findings) {
    this.findings = findings;
  }

  NavigableMap<ServiceKey, ServiceEntry> services() {
    NavigableMap<ServiceKey, ServiceEntry> entries = new TreeMap<>();
    services.forEach(
        (key, service) -> entries.put(key, new ServiceEntry(service, servers.get(key))));
    return entries;
  }

  NavigableMap<SyncDaemon.Role, SyncDaemon> daemons() {
    return new TreeMap<>(daemons);
  }

  NavigableMap<String, Setting> settings() {
    return settings;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  boolean has(ServiceKey service) {
    return services.containsKey(service);
  }

  boolean has(ServiceKey service, ServerKey server) {
    return has(service) && servers.get(service).containsKey(server);
  }

  /** Where a service was added. */
  Optional<Span> place(ServiceKey service) {
    return Optional.ofNullable(places.get(service));
  }

  /** What was there before the first line is gone with it, which nobody wants to hear of. */
  void clear(Span where) {
    if (!services.isEmpty()) {
      findings.notCarried(
          where, "it takes out what the lines before it made (%d)".formatted(services.size()));
    }
    services.clear();
    servers.clear();
    places.clear();
  }

  void add(VirtualService service, Span where) {
    VirtualService there = services.get(service.key());
    if (there == null) {
      services.put(service.key(), service);
      servers.put(service.key(), new TreeMap<>());
      places.put(service.key(), where);
    } else {
      again(there.equals(service), "service " + service.key(), "-E", where);
    }
  }

  /** The kernel refuses what is there already; said in the same words it changes nothing. */
  private void again(boolean same, String what, String edit, Span where) {
    if (same) {
      findings.notCarried(where, what + " is said again with the same words");
    } else {
      findings.error(
          "added-twice",
          where,
          what + " is there already and would be another one",
          "take one of the lines out, or change it with " + edit);
    }
  }

  void edit(VirtualService service, Span where) {
    if (isThere(service.key(), where)) {
      services.put(service.key(), service);
    }
  }

  /** What was there before the first line is not known, and is gone behind this one. */
  void delete(ServiceKey key, Span where) {
    if (services.remove(key) == null) {
      findings.notCarried(where, "service %s is not there at this line".formatted(key));
    }
    servers.remove(key);
    places.remove(key);
  }

  private boolean isThere(ServiceKey key, Span where) {
    if (!services.containsKey(key)) {
      findings.error(
          "unknown-entry",
          where,
          "service %s is not there at this line".formatted(key),
          "add it before, with -A; " + AS_LINUX);
      return false;
    }
    return true;
  }

  void add(ServiceKey service, RealServer server, Span where) {
    if (!isThere(service, where)) {
      return;
    }
    RealServer there = servers.get(service).putIfAbsent(server.key(), server);
    if (there != null) {
      String what = "server %s of %s".formatted(server.key(), service);
      again(there.equals(server), what, "-e", where);
    }
  }

  void edit(ServiceKey service, RealServer server, Span where) {
    if (isThere(service, where) && isThere(service, server.key(), where)) {
      servers.get(service).put(server.key(), server);
    }
  }

  void delete(ServiceKey service, ServerKey server, Span where) {
    NavigableMap<ServerKey, RealServer> own = servers.get(service);
    if (own == null || own.remove(server) == null) {
      findings.notCarried(
          where, "server %s of %s is not there at this line".formatted(server, service));
    }
  }

  private boolean isThere(ServiceKey service, ServerKey server, Span where) {
    if (!servers.get(service).containsKey(server)) {
      findings.error(
          "unknown-entry",
          where,
          "server %s of %s is not there at this line".formatted(server, service),
          "add it before, with -a; " + AS_LINUX);
      return false;
    }
    return true;
  }

  void set(Timeouts said) {
    timeouts =
        new Timeouts(
            said.tcp().isZero() ? timeouts.tcp() : said.tcp(),
            said.tcpFin().isZero() ? timeouts.tcpFin() : said.tcpFin(),
            said.udp().isZero() ? timeouts.udp() : said.udp());
  }

  void set(Setting setting) {
    settings.put(setting.name(), setting);
  }

  void start(SyncDaemon daemon, Span where) {
    if (daemons.putIfAbsent(daemon.role(), daemon) != null) {
      findings.error(
          "added-twice",
          where,
          "the sync %s runs already at this line".formatted(daemon.role().word()),
          "take one of the lines out; " + AS_LINUX);
    }
  }

  /** Scripts stop daemons that do not run to be sure; that changes nothing. */
  void stop(SyncDaemon.Role role) {
    daemons.remove(role);
  }
}
