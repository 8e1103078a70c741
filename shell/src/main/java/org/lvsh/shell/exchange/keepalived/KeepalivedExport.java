package org.lvsh.shell.exchange.keepalived;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.exchange.Exported;
import org.lvsh.shell.exchange.Narrowing;

/**
 * A state as a keepalived.conf(5) with which keepalived makes the same IPVS table. Each service is
 * a {@code virtual_server} of its own with its name as a comment: in a {@code virtual_server_group}
 * keepalived 2.2 forgets {@code persistence_granularity} ({@code ipvs_group_cmd}). What {@code
 * --config-test} would complain of is left out.
 */
public final class KeepalivedExport {
  private static final String FORMAT = "keepalived";

  private final Snapshot state;
  private final String kernel;
  private final Narrowing narrowing;

  private KeepalivedExport(Snapshot state, String kernel) {
    this.state = state;
    this.kernel = kernel;
    this.narrowing = new Narrowing(state);
  }

  /**
   * The export of a state.
   *
   * @param kernel what its kernel is called
   */
  public static Exported of(Snapshot state, String kernel) {
    return new KeepalivedExport(state, kernel).exported();
  }

  private Exported exported() {
    Snapshot carried = carried();
    narrowing.loseDrains();
    narrowing.loseMarkRules();
    narrowing.loseSettings();
    List<String> lines = new ArrayList<>();
    lines.add(Exported.mark(FORMAT) + ": what the " + kernel + " kernel holds.");
    lines.add("# Health checks go into each real_server, VRRP beside the virtual servers.");
    lines.addAll(Exported.comment(narrowing.lost()));
    lines.addAll(new KeepalivedText().globals(carried));
    for (ServiceEntry entry : carried.services().values()) {
      lines.add("");
      Optional.ofNullable(state.ownership().get(entry.service().key()))
          .map(Ownership::name)
          .ifPresent(name -> lines.add("# service " + name));
      lines.addAll(new KeepalivedText().virtualServer(entry));
    }
    return new Exported(
        lines, carried, narrowing.lost(), List.of("keepalived --config-test -f %s"));
  }

  private Snapshot carried() {
    NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
    state
        .services()
        .forEach((key, entry) -> entry(entry).ifPresent(held -> services.put(key, held)));
    return services.isEmpty() ? nothing() : with(services, narrowing.timeouts(), daemons());
  }

  private static Snapshot with(
      NavigableMap<ServiceKey, ServiceEntry> services,
      Timeouts timeouts,
      NavigableMap<SyncDaemon.Role, SyncDaemon> daemons) {
    return new Snapshot(
        services,
        new TreeMap<>(),
        new TreeMap<>(),
        timeouts,
        Optional.empty(),
        daemons,
        new TreeMap<>());
  }

  /** Without a virtual server keepalived does not even ask for IPVS ({@code start_check}). */
  private Snapshot nothing() {
    if (!state.timeouts().equals(Timeouts.DEFAULT) || !state.daemons().isEmpty()) {
      narrowing.lose(
          "timeouts and sync daemons, which keepalived heeds beside virtual servers only");
    }
    return with(new TreeMap<>(), Timeouts.DEFAULT, new TreeMap<>());
  }

  private Optional<ServiceEntry> entry(ServiceEntry entry) {
    if (!Scheduler.KNOWN.contains(entry.service().scheduler().name())) {
      String scheduler = entry.service().scheduler().name();
      narrowing.lose(
          entry.service().key(), "left out, since keepalived has no scheduler " + scheduler);
      return Optional.empty();
    }
    return narrowing.service(entry.service()).flatMap(service -> entry(service, entry));
  }

  private Optional<ServiceEntry> entry(VirtualService service, ServiceEntry entry) {
    Collection<RealServer> servers = narrowing.servers(entry, KeepalivedExport::port);
    if (hasNoWeight(servers)) {
      String why = servers.isEmpty() ? "it has no servers" : "all its servers have weight 0";
      narrowing.lose(
          service.key(), "left out, since %s and keepalived refuses that".formatted(why));
      return Optional.empty();
    }
    return Optional.of(ServiceEntry.of(service, servers));
  }

  /** The quorum, at least 1, must not exceed the sum of weights, an unsigned 32-bit number. */
  private static boolean hasNoWeight(Collection<RealServer> servers) {
    return servers.stream().mapToInt(RealServer::weight).sum() == 0;
  }

  /**
   * {@code validate_check_config} and {@code ipvs_cmd}: only masquerading has a port of its own,
   * and that one is never 0 where the service has a port.
   */
  private static int port(ServiceKey service, RealServer server) {
    boolean own = server.forwarding().method() == Forwarding.Method.MASQUERADE;
    int port = server.key().port();
    if (service instanceof ServiceKey.OnAddress on) {
      return own && port != 0 ? port : on.port();
    }
    return own ? port : 0;
  }

  /** Both or none: without a VRRP instance that says which one, keepalived starts both. */
  private NavigableMap<SyncDaemon.Role, SyncDaemon> daemons() {
    NavigableMap<SyncDaemon.Role, SyncDaemon> daemons = new TreeMap<>(state.daemons());
    daemons.values().removeIf(this::hasOddInterface);
    long kinds = daemons.values().stream().map(KeepalivedText::daemon).distinct().count();
    if (daemons.isEmpty() || (daemons.size() == SyncDaemon.Role.values().length && kinds == 1)) {
      return daemons;
    }
    for (SyncDaemon daemon : daemons.values()) {
      narrowing.lose(
          "sync %s on %s: keepalived starts it by the state of a vrrp_instance: %s inst NAME"
              .formatted(
                  daemon.role().word(), daemon.interfaceName(), KeepalivedText.daemon(daemon)));
    }
    return new TreeMap<>();
  }

  /** keepalived has meanings of its own for nearly all other signs that the kernel takes. */
  private boolean hasOddInterface(SyncDaemon daemon) {
    boolean odd = !daemon.interfaceName().matches("[A-Za-z0-9_.-]+");
    if (odd) {
      narrowing.lose(
          "sync %s on %s: keepalived would not read this name as it is"
              .formatted(daemon.role().word(), daemon.interfaceName()));
    }
    return odd;
  }
}
