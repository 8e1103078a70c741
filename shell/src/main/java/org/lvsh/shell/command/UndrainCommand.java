package org.lvsh.shell.command;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lvsh.kernel.model.Drain;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.format.StatementWriter;
import org.lvsh.shell.compile.DrainedServers;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.store.Deed;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code undrain ADDRESS [in NAME]}: a server gets the weight back that it had, at once. */
public final class UndrainCommand extends StatementCommand<Statement.Undrain> {
  private final Session session;
  private final Carrying carrying;

  public UndrainCommand(Session session, Carrying carrying, Running running, Console console) {
    super(
        new Topic("undrain", Topic.REVIEW, "give a drained server its weight back"),
        Statement.Undrain.class,
        running,
        console);
    this.session = session;
    this.carrying = carrying;
  }

  @Override
  ExitStatus run(Statement.Undrain statement, Staged where, CommandContext context) {
    if (!session.staged().isEmpty()) {
      return fail("what is staged would be mixed up with it: 'apply' or 'discard' it first");
    }
    ServersAt servers = new ServersAt(statement.server(), statement.service());
    Deed deed = new Deed(new StatementWriter().write(statement), where.source());
    return carrying.carryOut(
        () ->
            session.propose(
                (live, told) -> undrained(live, servers.find(live, told), statement, told),
                statement.span()),
        deed);
  }

  /** A weight that somebody has given by hand meanwhile stays; the drain has ended with it. */
  private static Snapshot undrained(
      Snapshot live,
      List<ServersAt.Place> places,
      Statement.Undrain statement,
      List<Diagnostic> told) {
    NavigableMap<ServiceKey, ServiceEntry> services = new TreeMap<>(live.services());
    NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>(live.ownership());
    for (ServersAt.Place place : places) {
      Ownership named = ownership.get(place.key());
      Optional<Drain> drain = DrainedServers.drain(live, place.key(), place.server());
      ownership.put(place.key(), named.with(named.drains().without(place.server())));
      drain.ifPresent(
          had ->
              services.computeIfPresent(
                  place.key(),
                  (key, entry) -> DrainCommand.weighed(entry, place.server(), had.weight())));
    }
    if (!places.isEmpty() && ownership.equals(live.ownership())) {
      told.add(
          Diagnostic.warning(
              "not-drained",
              statement.server().span(),
              "server %s is not drained".formatted(statement.server().span().text())));
    }
    return DrainCommand.with(live, services, ownership);
  }
}
