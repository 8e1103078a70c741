package org.lvsh.shell.compile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/** What statements do to pools, and to services by the name of their pool. */
final class PoolEdit {
  private final Candidate candidate;
  private final String source;
  private final boolean interactive;
  private final List<Diagnostic> diagnostics;

  PoolEdit(Candidate candidate, String source, boolean interactive, List<Diagnostic> diagnostics) {
    this.candidate = candidate;
    this.source = source;
    this.interactive = interactive;
    this.diagnostics = diagnostics;
  }

  /** Declares a pool, without servers; they follow. */
  boolean declare(Statement.Pool statement) {
    Located<String> name = statement.name();
    if (!mayDeclare(name)) {
      return false;
    }
    candidate
        .pool(name.value())
        .filter(there -> interactive)
        .ifPresent(there -> tellAnew(name, there.servers().size()));
    candidate.put(new PoolSpec(name.value(), List.of(), statement.span()), statement.span());
    candidate.declare(name.value(), name.span());
    candidate.declaresFor(source);
    return true;
  }

  private boolean mayDeclare(Located<String> name) {
    if (candidate.service(name.value()).isPresent()) {
      return refuse(
          "name-taken",
          name.span(),
          "there is a service %s already".formatted(name.value()),
          "services and pools have their names in common: choose another");
    }
    Optional<Span> before = candidate.declaredAt(name.value());
    if (!interactive && before.isPresent()) {
      return refuse(
          "declared-twice",
          name.span(),
          "pool %s is declared twice".formatted(name.value()),
          "it is declared at %s already; choose another name".formatted(before.get()));
    }
    List<ServiceSpec> users = candidate.usersOf(name.value());
    return users.isEmpty()
        || users.stream().anyMatch(user -> user.source().equals(Optional.of(source)))
        || refuseOthers(name, users.get(0));
  }

  private boolean refuseOthers(Located<String> name, ServiceSpec user) {
    return refuse(
        "other-source",
        name.span(),
        "pool %s serves %s of %s, and this is %s"
            .formatted(name.value(), user.name(), user.source().orElse("others"), source),
        "change it with 'add server … to %1$s' or 'remove server … from %1$s'"
            .formatted(name.value()));
  }

  private void tellAnew(Located<String> name, int servers) {
    Diagnostic anew =
        Diagnostic.warning(
            "starts-anew",
            name.span(),
            "pool %s is there already: it starts anew, without its %d servers"
                .formatted(name.value(), servers));
    diagnostics.add(
        anew.withHint(
            "'add server … to %s' keeps them; 'undo' takes this back".formatted(name.value())));
  }

  /** Takes away a pool that no service needs. */
  void remove(Statement.RemovePool statement) {
    Located<String> name = statement.name();
    if (candidate.pool(name.value()).isEmpty()) {
      unknown(name);
      return;
    }
    List<ServiceSpec> users = candidate.usersOf(name.value());
    if (!users.isEmpty()) {
      String names = users.stream().map(ServiceSpec::name).collect(Collectors.joining(", "));
      refuse(
          "pool-in-use",
          name.span(),
          "pool %s has the servers of %s".formatted(name.value(), names),
          "'set %s no pool' keeps them as the service's own".formatted(users.get(0).name()));
      return;
    }
    candidate.removePool(name.value());
  }

  private void unknown(Located<String> name) {
    if (!candidate.isDoubtful(name.value())) {
      diagnostics.add(Unknown.pool(name, candidate.pools().keySet()));
    }
  }

  /** Whether the pool that options name may be used. A file may declare it further down. */
  boolean mayUse(List<ServiceOption> options) {
    Optional<Located<String>> pool = named(options);
    if (pool.isEmpty() || candidate.pool(pool.get().value()).isPresent()) {
      return true;
    }
    if (interactive) {
      unknown(pool.get());
      return false;
    }
    candidate.await(pool.get());
    return true;
  }

  private static Optional<Located<String>> named(List<ServiceOption> options) {
    return options.stream()
        .filter(ServiceOption.Pool.class::isInstance)
        .map(option -> ((ServiceOption.Pool) option).name())
        .findFirst();
  }

  /** The service with the servers of its pool, as far as the pool is known. */
  ServiceSpec served(ServiceSpec service) {
    return service
        .pool()
        .flatMap(candidate::pool)
        .map(pool -> service.with(pool.serversFor(service.target())))
        .orElse(service);
  }

  /** Whether a service has servers of its own that a statement may speak of. */
  boolean hasItsOwn(String service, Span statement) {
    return candidate
        .poolOf(service)
        .map(
            pool ->
                refuse(
                    "servers-of-pool",
                    statement,
                    "service %s has its servers from pool %s".formatted(service, pool),
                    "say %s in place of %s, or 'set %2$s no pool' first".formatted(pool, service)))
        .orElse(true);
  }

  private boolean refuse(String code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.error(code, span, message).withHint(hint));
    return false;
  }
}
