package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.DirectorSpec;
import org.lvsh.shell.compile.NamedServer;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.Pools;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.SpecStatements;
import org.lvsh.shell.store.Moment;

/** Services and pools as the statements that declare them; what others made as comments. */
public final class LvsView {
  private static final String INDENT = "  ";

  /** Whole declarations, those of the pools first. */
  public List<Line> services(Collection<ServiceSpec> services) {
    Map<String, PoolSpec> pools = Pools.of(services);
    List<Line> lines = new ArrayList<>(pools(pools.values()));
    lines.addAll(services(services, pools));
    return lines;
  }

  /**
   * The same where the pools stand elsewhere. A service that differs from its pool has its servers
   * to itself, and a comment says so. One that the kernel holds as nobody can declare it is a
   * comment.
   */
  List<Line> services(Collection<ServiceSpec> services, Map<String, PoolSpec> pools) {
    List<Line> lines = new ArrayList<>();
    for (ServiceSpec service : services) {
      Optional<PoolSpec> pool = service.pool().map(pools::get);
      boolean met = pool.map(its -> Pools.isMet(service, its)).orElse(false);
      Optional<String> refusal = refusal(service, pool);
      String comment = service.isForeign() ? "# made by others: " : refusal.isPresent() ? "# " : "";
      String differs = pool.isPresent() && !met ? "its servers are not those of the pool" : "";
      String told = refusal.map("refused: "::concat).orElse(differs);
      lines.add(Line.of(comment + Words.service(service) + (told.isEmpty() ? "" : "  # " + told)));
      String indent = service.isForeign() || !told.isEmpty() ? "#   " : INDENT;
      if (!met) {
        service
            .servers()
            .forEach(server -> lines.add(Line.of(indent + Words.server(server) + drained(server))));
      }
    }
    return lines;
  }

  private static Optional<String> refusal(ServiceSpec service, Optional<PoolSpec> pool) {
    boolean held = !service.isForeign() && service.origin().equals(Span.NONE);
    return held ? SpecStatements.refusal(service, pool) : Optional.empty();
  }

  /**
   * The services of one source, behind those of their pools that are not written yet.
   *
   * @param written the pools that are; those that are written here are added
   */
  List<Line> ofOneSource(
      Collection<ServiceSpec> services, Map<String, PoolSpec> pools, Set<String> written) {
    List<PoolSpec> first =
        services.stream()
            .flatMap(service -> service.pool().stream())
            .filter(written::add)
            .map(pools::get)
            .toList();
    List<Line> lines = new ArrayList<>(pools(first));
    lines.addAll(services(services, pools));
    return lines;
  }

  /** A declaration does not lift a drain, so the weight is the one that the server gets back. */
  private static String drained(ServerSpec server) {
    return server.drained().map(since -> "  # drained since " + Moment.text(since)).orElse("");
  }

  /** Whole declarations of pools. */
  public List<Line> pools(Collection<PoolSpec> pools) {
    List<Line> lines = new ArrayList<>();
    for (PoolSpec pool : pools) {
      lines.add(Line.of(Words.pool(pool)));
      pool.servers().forEach(server -> lines.add(Line.of(INDENT + Words.server(server))));
    }
    return lines;
  }

  public List<Line> timeouts(Timeouts timeouts) {
    return List.of(Line.of(Words.timeouts(timeouts)));
  }

  public List<Line> daemons(Collection<SyncDaemon> daemons) {
    return daemons.stream().map(daemon -> Line.of(Words.daemon(daemon))).toList();
  }

  public List<Line> settings(Collection<Setting> settings) {
    return settings.stream().map(setting -> Line.of(Words.setting(setting))).toList();
  }

  /** What statements have said of the director as a whole. */
  public List<Line> said(DirectorSpec director) {
    List<Line> lines = new ArrayList<>();
    if (director.said().containsKey(DirectorSpec.TIMEOUTS)) {
      lines.addAll(timeouts(director.timeouts()));
    }
    for (SyncDaemon.Role role : SyncDaemon.Role.values()) {
      if (director.said().containsKey(DirectorSpec.called(role))) {
        Optional<SyncDaemon> daemon = Optional.ofNullable(director.daemons().get(role));
        lines.add(Line.of(daemon.map(Words::daemon).orElse("no " + DirectorSpec.called(role))));
      }
    }
    lines.addAll(
        settings(
            director.settings().values().stream()
                .filter(setting -> director.said().containsKey(DirectorSpec.called(setting)))
                .toList()));
    return lines;
  }

  /**
   * The servers alone, as the edits that add them: those of a pool to the pool, each once, for its
   * services take none of their own.
   */
  public List<Line> servers(Collection<NamedServer> servers) {
    List<Line> lines = new ArrayList<>();
    Set<String> pooled = new HashSet<>();
    for (NamedServer row : servers) {
      String server = row.server().called();
      Optional<String> pool = row.service().pool();
      if (pool.isEmpty() || pooled.add(pool.get() + " " + server)) {
        lines.add(Line.of(added(row, pool.orElse(row.service().name()))));
      }
    }
    return lines;
  }

  private static String added(NamedServer row, String holder) {
    String comment = row.service().isForeign() ? "# made by others: " : "";
    return comment + "add " + Words.server(row.server()) + " to " + holder;
  }
}
