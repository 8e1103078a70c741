package org.lvsh.shell.compile;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.SyncDaemon.Role;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Span;

/**
 * What holds for the director as a whole.
 *
 * @param daemons the sync daemons that run, or are to
 * @param settings those in files of their own, as they are, or are to be
 * @param said the last statement that spoke of each of these: {@link #TIMEOUTS}, or what {@link
 *     #called} says of a daemon or a setting
 */
public record DirectorSpec(
    Timeouts timeouts,
    Map<Role, SyncDaemon> daemons,
    NavigableMap<String, Setting> settings,
    Map<String, Span> said) {
  /** What the timeouts are called. */
  public static final String TIMEOUTS = "timeouts";

  public DirectorSpec {
    daemons = Collections.unmodifiableMap(copy(daemons));
    settings = Collections.unmodifiableNavigableMap(new TreeMap<>(settings));
    said = Map.copyOf(said);
  }

  /** An enum map cannot be made of an empty one of another kind. */
  private static Map<Role, SyncDaemon> copy(Map<Role, SyncDaemon> daemons) {
    Map<Role, SyncDaemon> all = new EnumMap<>(Role.class);
    all.putAll(daemons);
    return all;
  }

  static DirectorSpec of(Snapshot live) {
    return new DirectorSpec(live.timeouts(), live.daemons(), live.settings(), Map.of());
  }

  /** The same as if no statement had spoken of it. */
  DirectorSpec unsaid() {
    return new DirectorSpec(timeouts, daemons, settings, Map.of());
  }

  /** What a daemon is called: {@code sync master}. */
  public static String called(Role role) {
    return "sync " + role.word();
  }

  /** What a setting is called: {@code kernel conntrack}. */
  public static String called(Setting setting) {
    return "kernel " + setting.name();
  }

  static Role role(Statement.SyncRole said) {
    return switch (said) {
      case MASTER -> Role.MASTER;
      case BACKUP -> Role.BACKUP;
    };
  }

  /** The daemon that a statement asks for; what it leaves out has its default. */
  static SyncDaemon daemon(Statement.StartSync statement) {
    return new SyncDaemon(
        role(statement.role()),
        statement.interfaceName().value(),
        number(statement.id(), 0),
        statement
            .group()
            .map(group -> new IpAddress(group.value()))
            .orElse(SyncDaemon.DEFAULT_GROUP),
        number(statement.port(), SyncDaemon.DEFAULT_PORT),
        number(statement.ttl(), SyncDaemon.DEFAULT_TTL),
        number(statement.maxLength(), 0));
  }

  private static int number(Optional<Located<Integer>> said, int otherwise) {
    return said.map(Located::value).orElse(otherwise);
  }

  DirectorSpec with(Statement.Timeouts statement) {
    Timeouts changed =
        new Timeouts(
            time(statement.tcp(), timeouts.tcp()),
            time(statement.fin(), timeouts.tcpFin()),
            time(statement.udp(), timeouts.udp()));
    return new DirectorSpec(changed, daemons, settings, said(TIMEOUTS, statement.span()));
  }

  private static Duration time(Optional<Located<Duration>> said, Duration otherwise) {
    return said.map(Located::value).orElse(otherwise);
  }

  DirectorSpec with(Statement.StartSync statement) {
    SyncDaemon daemon = daemon(statement);
    Map<Role, SyncDaemon> changed = copy(daemons);
    changed.put(daemon.role(), daemon);
    return new DirectorSpec(
        timeouts, changed, settings, said(called(daemon.role()), statement.span()));
  }

  DirectorSpec without(Statement.StopSync statement) {
    Role role = role(statement.role());
    Map<Role, SyncDaemon> changed = copy(daemons);
    changed.remove(role);
    return new DirectorSpec(timeouts, changed, settings, said(called(role), statement.span()));
  }

  DirectorSpec with(Setting setting, Span statement) {
    NavigableMap<String, Setting> changed = new TreeMap<>(settings);
    changed.put(setting.name(), setting);
    return new DirectorSpec(timeouts, daemons, changed, said(called(setting), statement));
  }

  private Map<String, Span> said(String what, Span statement) {
    Map<String, Span> all = new HashMap<>(said);
    all.put(what, statement);
    return all;
  }

  /** The statement that sets all of them. */
  public static Statement.Timeouts statement(Timeouts timeouts) {
    return new Statement.Timeouts(
        Span.NONE,
        Optional.of(Located.of(timeouts.tcp())),
        Optional.of(Located.of(timeouts.tcpFin())),
        Optional.of(Located.of(timeouts.udp())));
  }

  /** The statement that asks for a daemon, without what is as it is by default. */
  public static Statement.StartSync statement(SyncDaemon daemon) {
    return new Statement.StartSync(
        Span.NONE,
        switch (daemon.role()) {
          case MASTER -> Statement.SyncRole.MASTER;
          case BACKUP -> Statement.SyncRole.BACKUP;
        },
        Located.of(daemon.interfaceName()),
        unless(daemon.syncId(), 0),
        Optional.of(daemon.group())
            .filter(group -> !group.equals(SyncDaemon.DEFAULT_GROUP))
            .map(group -> Located.of(group.inet())),
        unless(daemon.port(), SyncDaemon.DEFAULT_PORT),
        unless(daemon.ttl(), SyncDaemon.DEFAULT_TTL),
        unless(daemon.maxLength(), 0));
  }

  /** The statement that asks for a setting. */
  public static Statement.Kernel statement(Setting setting) {
    return new Statement.Kernel(
        Span.NONE, Located.of(setting.name()), setting.words().stream().map(Located::of).toList());
  }

  private static Optional<Located<Integer>> unless(int number, int byDefault) {
    return number == byDefault ? Optional.empty() : Optional.of(Located.of(number));
  }
}
