package org.lvsh.shell.inspect;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.lvsh.kernel.host.Host;
import org.lvsh.kernel.host.HostInterface;
import org.lvsh.kernel.host.HostInterface.State;
import org.lvsh.kernel.host.HostRoutes;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.compile.DirectorSpec;

/** Whether the sync daemons can do what they are there for. */
final class DoctorSync implements DoctorCheck {
  private static final String BACKUP_ONLY = "backup_only";
  private static final String VERSION = "sync_version";

  @Override
  public String subject() {
    return "the sync daemons";
  }

  @Override
  public boolean needsHost() {
    return false;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public void look(DoctorCase director, Consumer<Finding> found) {
    NavigableMap<Role, SyncDaemon> daemons = director.state().daemons();
    if (daemons.isEmpty()) {
      return;
    }
    director
        .host()
        .ifPresent(host -> daemons.values().forEach(daemon -> network(host, daemon, found)));
    if (DoctorVips.isStandby(director)) {
      standby(director, found);
    }
    version(director, found);
  }

  private static void network(Host host, SyncDaemon daemon, Consumer<Finding> found) {
    HostInterface there = host.interfaces().get(daemon.interfaceName());
    if (there == null) {
      found.accept(missing(daemon));
    } else if (there.state() == State.DOWN || there.state() == State.NO_CARRIER) {
      found.accept(down(daemon, there.state()));
    } else if (daemon.role() == Role.BACKUP
        && there.state() == State.UP
        && !host.groups(daemon.interfaceName()).contains(daemon.group())) {
      found.accept(deaf(daemon));
    }
  }

  private static Finding missing(SyncDaemon daemon) {
    return Finding.error(
        DoctorCode.SYNC_INTERFACE_MISSING,
        "the %s sync daemon is on %s, and there is no such interface"
            .formatted(daemon.role().word(), daemon.interfaceName()),
        consequence(daemon),
        stop(daemon));
  }

  private static Finding down(SyncDaemon daemon, State state) {
    String name = DoctorWords.word(daemon.interfaceName());
    boolean isOff = state == State.DOWN;
    return Finding.error(
        DoctorCode.SYNC_INTERFACE_DOWN,
        "the %s sync daemon is on %s, which %s"
            .formatted(
                daemon.role().word(),
                daemon.interfaceName(),
                isOff ? "is switched off" : "has nothing at its other end"),
        consequence(daemon),
        isOff ? "ip link set dev " + name + " up" : "ip -s link show dev " + name);
  }

  private static Finding deaf(SyncDaemon daemon) {
    return Finding.error(
        DoctorCode.SYNC_DEAF,
        "the backup sync daemon on %s is not in the group %s any more"
            .formatted(daemon.interfaceName(), daemon.group()),
        "the interface has gone and come since it began, and it hears nothing of the master",
        stop(daemon),
        start(daemon));
  }

  private static String consequence(SyncDaemon daemon) {
    return switch (daemon.role()) {
      case MASTER -> "no other director hears of the connections here";
      case BACKUP -> "it hears nothing of the master's connections";
    };
  }

  private static String stop(SyncDaemon daemon) {
    return "lvsh --yes no sync " + daemon.role().word();
  }

  private static String start(SyncDaemon daemon) {
    return "lvsh --yes " + new StatementWriter().write(DirectorSpec.statement(daemon));
  }

  private static void standby(DoctorCase director, Consumer<Finding> found) {
    if (director.state().services().isEmpty()) {
      found.accept(
          Finding.warning(
              DoctorCode.SYNC_WITHOUT_SERVICES,
              "a backup sync daemon runs, and there is no service",
              "connections that it hears of have nothing that they could belong to; when this"
                  + " director takes over it serves nobody before somebody declares them",
              "lvsh --yes apply FILE"));
    }
    if (!director.isSet(BACKUP_ONLY, "0") || director.host().isEmpty()) {
      return;
    }
    HostRoutes routes = director.host().get().routes();
    NavigableSet<String> loops = new TreeSet<>();
    DoctorServerUse.each(
        director,
        (name, server) -> {
          if (routes.isLocal(server.key().address())) {
            loops.add(name);
          }
        });
    if (!loops.isEmpty()) {
      found.accept(
          Finding.warning(
              DoctorCode.SYNC_LOOP,
              "this standby is also a server of %s, and backup_only is 0"
                  .formatted(DoctorWords.services(loops)),
              "what the director sends to this server is balanced here once more, and may go back and"
                  + " forth between the two",
              DoctorWords.setting(BACKUP_ONLY, "1")));
    }
  }

  private static void version(DoctorCase director, Consumer<Finding> found) {
    NavigableSet<String> untold = new TreeSet<>();
    director
        .names()
        .forEach(
            (key, name) -> {
              if (key instanceof ServiceKey.OnMark || key.family() == AddressFamily.IPV6) {
                untold.add(name);
              }
            });
    if (director.isSet(VERSION, "0") && !untold.isEmpty()) {
      found.accept(
          Finding.warning(
              DoctorCode.SYNC_VERSION_OLD,
              "sync_version is 0, which knows neither IPv6 nor marks, and so nothing of %s"
                  .formatted(DoctorWords.services(untold)),
              "their clients lose their connections when the other director takes over",
              DoctorWords.setting(VERSION, "1")));
    }
  }
}
