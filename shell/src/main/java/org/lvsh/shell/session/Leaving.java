package org.lvsh.shell.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.Candidate;
import org.lvsh.shell.compile.ServerSpec;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.plan.Carried;
import org.lvsh.shell.plan.Load;

/** The servers that a {@code remove server} at the prompt takes away while clients are on them. */
final class Leaving {
  private final Statement.RemoveServer statement;
  private final Candidate candidate;
  private final Map<String, ServiceSpec> before = new LinkedHashMap<>();

  /** To be made before the statement is laid. */
  Leaving(Statement.RemoveServer statement, Candidate candidate) {
    this.statement = statement;
    this.candidate = candidate;
    candidate.services().forEach(service -> before.put(service.name(), service));
  }

  /** A warning for each service that loses clients, once the statement is laid. */
  List<Diagnostic> warnings(Load load) {
    Map<String, List<ServiceKey>> keys = ServiceNames.keys(candidate.live());
    List<Diagnostic> warnings = new ArrayList<>();
    for (ServiceSpec after : candidate.services()) {
      ServiceSpec was = before.get(after.name());
      if (was != null && was.servers().size() > after.servers().size()) {
        Collection<ServiceKey> entries = keys.getOrDefault(was.liveName(), List.of());
        warning(was, carried(was, after, entries, load)).ifPresent(warnings::add);
      }
    }
    return warnings;
  }

  private static Carried carried(
      ServiceSpec was, ServiceSpec is, Collection<ServiceKey> entries, Load load) {
    Carried all = Carried.NOTHING;
    for (ServerSpec server : was.servers()) {
      if (!is.servers().contains(server)) {
        int port = server.port().orElse(was.target().serverPort());
        ServerKey key = new ServerKey(server.address(), port);
        for (ServiceKey entry : entries) {
          all = all.plus(load.of(entry, key).orElse(Carried.NOTHING));
        }
      }
    }
    return all;
  }

  private Optional<Diagnostic> warning(ServiceSpec service, Carried carried) {
    if (carried.isNothing()) {
      return Optional.empty();
    }
    String server = statement.address().span().text();
    Diagnostic told =
        Diagnostic.warning(
            "server-in-use",
            statement.address().span(),
            "%s carries %s of %s".formatted(server, carried, service.name()));
    String drain = "set %s server %s weight 0".formatted(statement.name().value(), server);
    return Optional.of(
        told.withHint(
            "'plan' says what becomes of them; 'undo' and '%s' let them end first"
                .formatted(drain)));
  }
}
