package org.lvsh.shell.command;

import com.google.common.base.Ticker;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lvsh.kernel.model.Drain;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.compile.DrainedServers;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.Deed;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/**
 * {@code drain ADDRESS [from NAME] [within TIME]}: a server gets no new clients, at once; then
 * those that it has are watched as they leave.
 */
public final class DrainCommand extends StatementCommand<Statement.Drain> {
  private final Session session;
  private final Carrying carrying;
  private final Ticker ticker;

  /**
   * The command.
   *
   * @param ticker what the waiting for clients is measured by
   */
  public DrainCommand(
      Session session, Carrying carrying, Ticker ticker, Running running, Console console) {
    super(
        new Topic(
            "drain", Topic.REVIEW, "give a server no new clients, and watch the others leave"),
        Statement.Drain.class,
        running,
        console);
    this.session = session;
    this.carrying = carrying;
    this.ticker = ticker;
  }

  @Override
  ExitStatus run(Statement.Drain statement, Staged where, CommandContext context) {
    if (!session.staged().isEmpty()) {
      return fail("what is staged would be mixed up with the drain: 'apply' or 'discard' it first");
    }
    ServersAt servers = new ServersAt(statement.server(), statement.service());
    Deed deed = new Deed(new StatementWriter().write(statement), where.source());
    ExitStatus ended =
        carrying.carryOut(
            () ->
                session.propose(
                    (live, told) -> drained(live, servers.find(live, told), statement, told),
                    statement.span()),
            deed);
    return ended.code() == Exit.DONE.code() ? await(servers, statement) : ended;
  }

  private ExitStatus await(ServersAt servers, Statement.Drain statement) {
    Snapshot live = session.live();
    List<ServersAt.Place> places = servers.find(live, new ArrayList<>());
    String called = statement.server().span().text();
    Departure departure = new Departure(session, console(), ticker, called, live, places);
    return departure.await(statement.within().map(Located::value));
  }

  private Snapshot drained(
      Snapshot live,
      List<ServersAt.Place> places,
      Statement.Drain statement,
      List<Diagnostic> told) {
    NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>(live.services());
    NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>(live.ownership());
    Instant now = session.store().clock().instant().truncatedTo(ChronoUnit.SECONDS);
    for (ServersAt.Place place : places) {
      if (DrainedServers.drain(live, place.key(), place.server()).isEmpty()) {
        RealServer before = live.services().get(place.key()).servers().get(place.server());
        Drain drain = new Drain(before.weight(), now);
        Ownership named = ownership.get(place.key());
        ownership.put(place.key(), named.with(named.drains().with(place.server(), drain)));
        services.computeIfPresent(place.key(), (key, entry) -> weighed(entry, place.server(), 0));
      }
    }
    tellOfTheLast(places, services, statement, told);
    return with(live, services, ownership);
  }

  /** Whoever drains the last server should know what becomes of new clients. */
  private static void tellOfTheLast(
      List<ServersAt.Place> places,
      NavigableMap<ServiceKey, ServiceEntry> services,
      Statement.Drain statement,
      List<Diagnostic> told) {
    TreeSet<String> left = new TreeSet<>();
    for (ServersAt.Place place : places) {
      boolean none =
          services.get(place.key()).servers().values().stream()
              .allMatch(server -> server.weight() == 0);
      if (none) {
        left.add(place.service());
      }
    }
    for (String service : left) {
      String message = "service %s has no server with a weight left: new clients are refused";
      told.add(
          Diagnostic.warning("last-server", statement.server().span(), message.formatted(service)));
    }
  }

  static ServiceEntry weighed(ServiceEntry entry, ServerKey server, int weight) {
    NavigableMap<ServerKey, RealServer> servers = new TreeMap<>(entry.servers());
    servers.computeIfPresent(server, (key, there) -> there.withWeight(weight));
    return new ServiceEntry(entry.service(), servers);
  }

  static Snapshot with(
      Snapshot live,
      NavigableMap<ServiceKey, ServiceEntry> services,
      NavigableMap<ServiceKey, Ownership> ownership) {
    return new Snapshot(
        services,
        live.markRules(),
        ownership,
        live.timeouts(),
        live.lastMark(),
        live.daemons(),
        live.settings());
  }
}
