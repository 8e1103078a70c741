package org.lvsh.shell.exchange.ipvsadm;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.shell.exchange.Exported;
import org.lvsh.shell.exchange.Narrowing;
import org.lvsh.shell.exchange.SchedulerSettings;
import org.lvsh.shell.exchange.SysctlWords;

/**
 * A state for {@code ipvsadm -R}: services, servers with their thresholds, timeouts and sync
 * daemons, also what {@code ipvsadm -S} leaves out. That takes each line as if it stood on a
 * command line, but neither comments nor blanks in words ({@code config_stream_read}). So where
 * something has to be said, or the kernel has settings of its own, it is a script that holds the
 * lines.
 */
public final class IpvsadmExport {
  private static final String FORMAT = "ipvsadm";
  private static final String END = "END";

  private static final int WEIGHT_OF_OLD = 65_535;

  private final Snapshot state;
  private final String kernel;
  private final Narrowing narrowing;

  private IpvsadmExport(Snapshot state, String kernel) {
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
    return new IpvsadmExport(state, kernel).exported();
  }

  /** Whether a line is one that such a file consists of. */
  public static boolean isLine(String line) {
    return line.startsWith("-A ")
        || line.startsWith("-a ")
        || line.startsWith("--set ")
        || line.startsWith("--start-daemon ");
  }

  private Exported exported() {
    Snapshot carried = carried();
    boolean whole = narrowing.lost().isEmpty() && state.changedSettings().isEmpty();
    loseNewWeights(carried);
    narrowing.loseDrains();
    narrowing.loseNames();
    narrowing.loseMarkRules();
    List<String> lines = whole ? lines(carried) : script(carried);
    String use = whole ? "ipvsadm -R < %s" : "sh %s";
    return new Exported(lines, carried, narrowing.lost(), List.of(use));
  }

  /** Debian's takes what the kernel takes ({@code ipvsadm(8)}); older ones end at the line. */
  private void loseNewWeights(Snapshot carried) {
    for (ServiceEntry entry : carried.services().values()) {
      for (RealServer server : entry.servers().values()) {
        if (server.weight() > WEIGHT_OF_OLD) {
          narrowing.lose(
              entry.service().key(),
              "server %s has weight %d, and an ipvsadm that ends at %d stops there"
                  .formatted(server.key(), server.weight(), WEIGHT_OF_OLD));
        }
      }
    }
  }

  private Snapshot carried() {
    NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>();
    state
        .services()
        .forEach((key, entry) -> entry(entry).ifPresent(held -> services.put(key, held)));
    return new Snapshot(
        services,
        new TreeMap<>(),
        new TreeMap<>(),
        narrowing.timeouts(),
        Optional.empty(),
        state.daemons(),
        state.settings());
  }

  private Optional<ServiceEntry> entry(ServiceEntry entry) {
    return narrowing
        .service(entry.service())
        .map(service -> ServiceEntry.of(service, narrowing.servers(entry, IpvsadmExport::port)));
  }

  /** {@code process_options}: but for marks, only masquerading has a port of its own. */
  private static int port(ServiceKey service, RealServer server) {
    boolean own = server.forwarding().method() == Forwarding.Method.MASQUERADE;
    return service instanceof ServiceKey.OnAddress on && !own ? on.port() : server.key().port();
  }

  /** Daemons come last: while one runs, no server of another address family is taken. */
  private static List<String> lines(Snapshot carried) {
    List<String> lines = services(carried);
    carried
        .daemons()
        .values()
        .forEach(daemon -> lines.add("--start-daemon " + IpvsadmWords.daemon(daemon)));
    return lines;
  }

  private static List<String> services(Snapshot carried) {
    List<String> lines = new ArrayList<>();
    for (ServiceEntry entry : carried.services().values()) {
      lines.add("-A " + IpvsadmWords.service(entry.service()));
      String key = IpvsadmWords.key(entry.service().key());
      for (RealServer server : entry.servers().values()) {
        lines.add("-a " + key + " " + IpvsadmWords.wholeServer(server));
      }
    }
    if (!carried.timeouts().equals(Timeouts.DEFAULT)) {
      lines.add(IpvsadmWords.timeouts(carried.timeouts()));
    }
    return lines;
  }

  /**
   * ipvsadm loads the modules, and so comes before the settings, but not that of a scheduler which
   * had a setting changed and is not used; a daemon heeds those that are there when it starts
   * ({@code start_sync_thread}).
   */
  private List<String> script(Snapshot carried) {
    List<String> script = new ArrayList<>();
    script.add("#!/bin/sh");
    script.add(Exported.mark(FORMAT) + ": what the " + kernel + " kernel holds.");
    script.add("# A script, since 'ipvsadm -R' takes neither comments nor settings of the kernel.");
    script.addAll(Exported.comment(narrowing.lost()));
    script.add("set -e");
    script.add("ipvsadm -R <<'" + END + "'");
    script.addAll(services(carried));
    script.add(END);
    for (Setting setting : carried.changedSettings()) {
      SchedulerSettings.unused(setting, carried.services().values())
          .ifPresent(scheduler -> script.add("modprobe ip_vs_" + scheduler));
      script.add("sysctl -w " + SysctlWords.setting(setting));
    }
    for (SyncDaemon daemon : carried.daemons().values()) {
      script.add("ipvsadm --start-daemon " + IpvsadmWords.daemonInShell(daemon));
    }
    return script;
  }
}
