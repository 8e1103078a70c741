package org.lvsh.shell.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.compile.NamedServer;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Target;
import org.lvsh.shell.store.Moment;

/** Services, servers and marks as tables. */
public final class TableView {

  public List<Line> services(Collection<ServiceSpec> services) {
    if (services.isEmpty()) {
      return List.of(Line.of(Line.Style.FAINT, "no services"));
    }
    TextTable table =
        new TextTable("SERVICE", "ON", "STICKY", "SCHEDULER", "CLASS", "SERVERS", "SOURCE");
    for (ServiceSpec service : services) {
      table.add(
          service.name(),
          target(service),
          service.sticky().map(sticky -> sticky.time().toSeconds() + "s").orElse("-"),
          Settings.scheduler(service.scheduler()),
          persistenceClass(service),
          Integer.toString(service.servers().size()),
          service.source().orElse("(others)"));
    }
    return table.lines();
  }

  private static String target(ServiceSpec service) {
    String protocols =
        service.target() instanceof Target.OnAddresses on
            ? " " + String.join(",", on.protocols().stream().map(p -> p.word()).toList())
            : "";
    return Words.target(service) + protocols;
  }

  private static String persistenceClass(ServiceSpec service) {
    return switch (service.target().persistenceClass()) {
      case CLIENT -> "client";
      case PORT -> "port";
      case FIREWALL_MARK -> "mark " + service.mark().map(Mark::toString).orElse("(automatic)");
    };
  }

  /** The last column is there where a server is drained. */
  public List<Line> servers(Collection<NamedServer> servers) {
    if (servers.isEmpty()) {
      return List.of(Line.of(Line.Style.FAINT, "no servers"));
    }
    boolean drained = servers.stream().anyMatch(row -> row.server().drained().isPresent());
    List<String> headings = new ArrayList<>(List.of("SERVICE", "SERVER", "WEIGHT", "FORWARDING"));
    if (drained) {
      headings.add("DRAINED");
    }
    TextTable table = new TextTable(headings.toArray(String[]::new));
    for (NamedServer row : servers) {
      ServerSpec server = row.server();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  row.service().name(),
                  server.called(),
                  Integer.toString(server.weightInForce()),
                  Words.forwarding(server)));
      if (drained) {
        cells.add(server.drained().map(since -> drained(since, server)).orElse("-"));
      }
      table.add(cells.toArray(String[]::new));
    }
    return table.lines();
  }

  private static String drained(Instant since, ServerSpec server) {
    return "since %s, weight %s before".formatted(Moment.text(since), server.weight());
  }

  /** Each pool, its servers and the services that share them. */
  public List<Line> pools(Collection<PoolSpec> pools, Collection<ServiceSpec> services) {
    if (pools.isEmpty()) {
      return List.of(Line.of(Line.Style.FAINT, "no pools"));
    }
    TextTable table = new TextTable("POOL", "SERVER", "WEIGHT", "FORWARDING", "SERVICES");
    for (PoolSpec pool : pools) {
      String users =
          services.stream()
              .filter(service -> service.pool().equals(Optional.of(pool.name())))
              .map(ServiceSpec::name)
              .collect(Collectors.joining(", "));
      for (ServerSpec server : pool.servers()) {
        table.add(
            pool.name(),
            server.called(),
            Integer.toString(server.weight()),
            Words.forwarding(server),
            users);
      }
      if (pool.servers().isEmpty()) {
        table.add(pool.name(), "-", "-", "-", users);
      }
    }
    return table.lines();
  }

  /** One service: its line and its servers. */
  public List<Line> service(ServiceSpec service) {
    List<Line> lines = new ArrayList<>(services(List.of(service)));
    lines.add(Line.of(""));
    lines.addAll(servers(NamedServer.of(List.of(service))));
    return lines;
  }

  public List<Line> marks(List<NamedRule> rules) {
    if (rules.isEmpty()) {
      return List.of(Line.of(Line.Style.FAINT, "no mark rules"));
    }
    TextTable table = new TextTable("MARK", "SERVICE", "PROTOCOL", "ADDRESS", "PORTS");
    for (NamedRule named : rules) {
      MarkRule.Match match = named.rule().match();
      table.add(
          named.rule().mark().toString(),
          named.service(),
          match.protocol().word(),
          match.address().toString(),
          match.ports().toString());
    }
    return table.lines();
  }

  public List<Line> timeouts(Timeouts timeouts) {
    TextTable table = new TextTable("CONNECTIONS", "IDLE FOR");
    table.add("tcp, established", timeouts.tcp().toSeconds() + "s");
    table.add("tcp, after a FIN", timeouts.tcpFin().toSeconds() + "s");
    table.add("udp", timeouts.udp().toSeconds() + "s");
    return table.lines();
  }

  public List<Line> daemons(Collection<SyncDaemon> daemons) {
    if (daemons.isEmpty()) {
      return List.of(Line.of(Line.Style.FAINT, "no sync daemons"));
    }
    TextTable table = new TextTable("ROLE", "ON", "ID", "GROUP", "PORT", "TTL", "MAX-LENGTH");
    for (SyncDaemon daemon : daemons) {
      table.add(
          daemon.role().word(),
          daemon.interfaceName(),
          Integer.toString(daemon.syncId()),
          daemon.group().toString(),
          Integer.toString(daemon.port()),
          Integer.toString(daemon.ttl()),
          daemon.maxLength() == 0 ? "-" : Integer.toString(daemon.maxLength()));
    }
    return table.lines();
  }

  public List<Line> settings(Collection<Setting> settings) {
    if (settings.isEmpty()) {
      return List.of(Line.of(Line.Style.FAINT, "no settings can be read"));
    }
    TextTable table = new TextTable("SETTING", "VALUE", "MEANING");
    for (Setting setting : settings) {
      table.add(
          setting.name(),
          setting.value().isEmpty() ? "-" : setting.value(),
          setting.known().map(SettingMeaning::of).orElse("-"));
    }
    return table.lines();
  }

  /** A mark rule and the name of the service it is for. */
  public record NamedRule(String service, MarkRule rule) {}
}
