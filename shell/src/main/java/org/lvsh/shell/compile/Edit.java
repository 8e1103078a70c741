package org.lvsh.shell.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.lvsh.kernel.Progress;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.ServerAddress;
import org.lvsh.language.ast.ServiceOption;
import org.lvsh.language.ast.ServiceTarget;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.language.diagnostic.Suggestion;

/** Lays one statement over a candidate, or says why it cannot. */
final class Edit extends DirectorEdit {
  private final Candidate candidate;
  private final String source;
  private final boolean interactive;
  private final List<Diagnostic> diagnostics = diagnostics();
  private final PoolEdit pools;
  private final Progress progress;

  Edit(Candidate candidate, String source, boolean interactive, Progress progress) {
    super(candidate, interactive);
    this.candidate = candidate;
    this.source = candidate.source().orElse(source);
    this.interactive = interactive;
    this.pools = new PoolEdit(candidate, this.source, interactive, diagnostics);
    this.progress = progress;
  }

  @Override
  public Void service(Statement.Service statement) {
    String name = statement.name().value();
    boolean allowed = mayDeclare(statement.name());
    if (statement.target() instanceof ServiceTarget.OnMark) {
      allowed &= fitsMark(statement.options());
    }
    allowed &= mayAllow(statement.options());
    allowed &= pools.mayUse(statement.options());
    if (allowed) {
      tellAnew(statement.name());
      ServiceSpec spec = Specs.service(statement, source, candidate.liveName(name));
      candidate.put(pools.served(spec), statement.span());
      candidate.declare(name, statement.name().span());
      candidate.declaresFor(source);
      candidate.enter(Candidate.Context.of(name));
    } else {
      candidate.enter(Candidate.Context.BROKEN);
    }
    return null;
  }

  private boolean mayDeclare(Located<String> name) {
    if (candidate.pool(name.value()).isPresent()) {
      diagnostics.add(nameTaken(name));
      return false;
    }
    Optional<Span> before = candidate.declaredAt(name.value());
    if (!interactive && before.isPresent()) {
      Diagnostic twice =
          error("declared-twice", name.span(), "service " + name.value() + " is declared twice");
      diagnostics.add(
          twice.withHint(
              "it is declared at %s already; choose another name".formatted(before.get())));
      return false;
    }
    Optional<ServiceSpec> there = candidate.service(name.value());
    if (there.isEmpty()) {
      return true;
    }
    if (there.get().isForeign()) {
      foreign(name);
      return false;
    }
    String owner = there.get().source().orElseThrow();
    if (!owner.equals(source)) {
      Diagnostic theirs =
          error(
              "other-source",
              name.span(),
              "service %s belongs to %s, and this is %s".formatted(name.value(), owner, source));
      diagnostics.add(
          theirs.withHint(
              "change it with 'set %1$s …' or remove it with 'remove service %1$s'"
                  .formatted(name.value())));
      return false;
    }
    return true;
  }

  private void tellAnew(Located<String> name) {
    Optional<ServiceSpec> there = candidate.service(name.value());
    if (interactive && there.isPresent()) {
      int servers = there.get().servers().size();
      Diagnostic anew =
          Diagnostic.warning(
              "starts-anew",
              name.span(),
              "service %s is there already: it starts anew, without its %d servers"
                  .formatted(name.value(), servers));
      diagnostics.add(
          anew.withHint(
              "'set %s …' changes it and keeps them; 'undo' takes this back"
                  .formatted(name.value())));
    }
  }

  /** A service on a mark that others set has neither protocols nor a mark to choose. */
  private boolean fitsMark(List<ServiceOption> options) {
    boolean fits = true;
    for (ServiceOption option : options) {
      boolean protocols = option instanceof ServiceOption.Protocols;
      if (protocols || option instanceof ServiceOption.FirewallMark) {
        fits = false;
        String message =
            protocols
                ? "a service on a mark takes every protocol that carries the mark"
                : "the service is on a mark already";
        diagnostics.add(error("not-on-mark", option.span(), message).withHint("leave it out"));
      }
    }
    return fits;
  }

  @Override
  public Void server(Statement.Server statement) {
    Candidate.Context context = candidate.currentContext();
    if (!context.open()) {
      Diagnostic alone =
          error("no-service", statement.span(), "this server belongs to no service and no pool");
      diagnostics.add(
          alone.withHint(
              "put it below a 'service' or 'pool' line, or write 'add server … to NAME'"));
    } else if (interactive && context.name().isEmpty()) {
      Diagnostic left =
          error("no-service", statement.span(), "the service above has a mistake: nothing is kept");
      diagnostics.add(left.withHint("write the 'service' line again, then its servers"));
    }
    context
        .name()
        .ifPresent(
            name ->
                add(
                    name,
                    Specs.server(statement.address(), statement.options(), statement.span())));
    return null;
  }

  private void add(String name, ServerSpec server) {
    if (!pools.hasItsOwn(name, server.origin())) {
      return;
    }
    if (!candidate.append(name, server)) {
      Diagnostic twice =
          error(
              "server-twice",
              server.origin(),
              "server %s of %s is there already".formatted(server.called(), name));
      diagnostics.add(
          twice.withHint("'set %s server %s …' changes it".formatted(name, server.called())));
    }
  }

  @Override
  public Void setService(Statement.SetService statement) {
    candidate.enter(Candidate.Context.NONE);
    own(statement.name())
        .filter(service -> mayRetarget(service, statement))
        .filter(service -> mayAllow(statement.options()))
        .filter(service -> pools.mayUse(statement.options()))
        .ifPresent(service -> edit(service, statement));
    return null;
  }

  private void edit(ServiceSpec service, Statement.SetService statement) {
    ServiceSpec edited = Specs.edited(service, statement);
    boolean another = !edited.pool().equals(service.pool());
    boolean moved = !edited.target().equals(service.target());
    candidate.put(another || moved ? pools.served(edited) : edited, statement.span());
  }

  private boolean mayRetarget(ServiceSpec service, Statement.SetService statement) {
    if (!(service.target() instanceof Target.OnMark)) {
      return true;
    }
    boolean retargets = statement.addresses().isPresent() || statement.ports().isPresent();
    if (retargets) {
      Diagnostic mistake =
          error(
              "not-on-mark",
              statement.span(),
              "service %s is on a mark, not on addresses".formatted(service.name()));
      diagnostics.add(
          mistake.withHint("declare it anew with 'service %s on …'".formatted(service.name())));
    }
    return fitsMark(statement.options()) && !retargets;
  }

  @Override
  public Void setServer(Statement.SetServer statement) {
    candidate.enter(Candidate.Context.NONE);
    UnaryOperator<ServerSpec> change =
        server -> Specs.edited(server, statement.options(), statement.span());
    holder(statement.name(), statement.span())
        .ifPresent(
            holder ->
                change(
                    holder,
                    statement.address(),
                    server -> List.of(change.apply(server)),
                    statement.span()));
    return null;
  }

  @Override
  public Void addServer(Statement.AddServer statement) {
    candidate.enter(Candidate.Context.NONE);
    ServerSpec server = Specs.server(statement.address(), statement.options(), statement.span());
    holder(statement.name(), statement.span()).ifPresent(holder -> add(holder.name(), server));
    return null;
  }

  @Override
  public Void removeServer(Statement.RemoveServer statement) {
    candidate.enter(Candidate.Context.NONE);
    holder(statement.name(), statement.span())
        .ifPresent(
            holder -> change(holder, statement.address(), server -> List.of(), statement.span()));
    return null;
  }

  /** Puts something in the place of the servers that an edit's address means. */
  private void change(
      ServerHolder holder,
      ServerAddress address,
      Function<ServerSpec, List<ServerSpec>> replacement,
      Span statement) {
    List<ServerSpec> meant = new ServerMatch(holder, address).servers(diagnostics);
    if (!meant.isEmpty()) {
      List<ServerSpec> servers = new ArrayList<>();
      for (ServerSpec server : holder.servers()) {
        servers.addAll(meant.contains(server) ? replacement.apply(server) : List.of(server));
      }
      candidate.put(holder.name(), servers, statement);
    }
  }

  /** The service, with servers of its own, or the pool of a name. */
  private Optional<ServerHolder> holder(Located<String> name, Span statement) {
    Optional<PoolSpec> pool = candidate.pool(name.value());
    if (pool.isPresent()) {
      return Optional.of(pool.get());
    }
    return own(name)
        .filter(service -> pools.hasItsOwn(service.name(), statement))
        .map(service -> (ServerHolder) service);
  }

  @Override
  public Void pool(Statement.Pool statement) {
    boolean declared = pools.declare(statement);
    candidate.enter(
        declared ? Candidate.Context.of(statement.name().value()) : Candidate.Context.BROKEN);
    return null;
  }

  @Override
  public Void removePool(Statement.RemovePool statement) {
    candidate.enter(Candidate.Context.NONE);
    pools.remove(statement);
    return null;
  }

  /** The names were put in their places when the text was read. */
  @Override
  public Void let(Statement.Let statement) {
    candidate.leaveContext();
    return null;
  }

  /**
   * Neither takes nor gives a service or a pool that servers would belong to, and gives no source
   * to what is declared behind it.
   */
  @Override
  public Void include(Statement.Include statement) {
    candidate.enter(Candidate.Context.NONE);
    Optional<String> ours = candidate.source();
    int laid = 0;
    for (Statement included : statement.contents()) {
      progress.report(laid++, statement.contents().size());
      if (included.isChange()) {
        diagnostics.addAll(candidate.lay(included, source, interactive, progress));
      } else {
        diagnostics.add(Unknown.change(included));
      }
    }
    candidate.backTo(ours);
    candidate.enter(Candidate.Context.NONE);
    return null;
  }

  /** Of what is declared below; it may be said again. */
  @Override
  public Void source(Statement.SourceName statement) {
    candidate.leaveContext();
    candidate.source(statement.name().value());
    return null;
  }

  @Override
  public Void removeService(Statement.RemoveService statement) {
    candidate.enter(Candidate.Context.NONE);
    if (candidate.isRemnant(statement.name().value())) {
      candidate.remove(statement.name().value(), statement.span());
    } else {
      own(statement.name())
          .ifPresent(service -> candidate.remove(service.name(), statement.span()));
    }
    return null;
  }

  @Override
  public Void removeAll(Statement.RemoveAll statement) {
    candidate.enter(Candidate.Context.NONE);
    candidate.services().stream()
        .filter(service -> !service.isForeign())
        .forEach(service -> candidate.remove(service.name(), statement.span()));
    candidate.remnants().forEach(name -> candidate.remove(name, statement.span()));
    return null;
  }

  @Override
  public Void rename(Statement.Rename statement) {
    candidate.enter(Candidate.Context.NONE);
    String from = statement.from().value();
    String to = statement.to().value();
    boolean pool = candidate.pool(from).isPresent();
    if (!pool && own(statement.from()).isEmpty()) {
      return null;
    }
    if (isTaken(to)) {
      diagnostics.add(nameTaken(statement.to()));
    } else if (pool) {
      candidate.renamePool(from, to, statement.span());
    } else {
      candidate.rename(from, to, statement.span());
    }
    return null;
  }

  /** Its entries stay as they are; only the name and the source are new. */
  @Override
  public Void adopt(Statement.Adopt statement) {
    candidate.enter(Candidate.Context.NONE);
    String name = statement.name().value();
    Optional<ServiceSpec> there = candidate.service(name);
    if (there.isEmpty()) {
      own(statement.name());
      return null;
    }
    if (!there.get().isForeign()) {
      Diagnostic ours =
          error(
              "adopted-already",
              statement.name().span(),
              "service %s belongs to %s already"
                  .formatted(name, there.get().source().orElseThrow()));
      diagnostics.add(ours.withHint("'set %s …' changes it".formatted(name)));
      return null;
    }
    Located<String> newName = statement.newName().orElse(statement.name());
    if (!newName.value().equals(name) && isTaken(newName.value())) {
      diagnostics.add(nameTaken(newName));
    } else {
      candidate.adopt(name, newName.value(), source, statement.span());
    }
    return null;
  }

  private boolean isTaken(String name) {
    return candidate.service(name).isPresent() || candidate.pool(name).isPresent();
  }

  private Diagnostic nameTaken(Located<String> name) {
    String kind = candidate.pool(name.value()).isPresent() ? "pool" : "service";
    return error(
            "name-taken", name.span(), "there is a %s %s already".formatted(kind, name.value()))
        .withHint("choose another name");
  }

  /** The service of a name, where it is there and ours to change. */
  private Optional<ServiceSpec> own(Located<String> name) {
    Optional<ServiceSpec> service = candidate.service(name.value());
    if (service.isPresent() && service.get().isForeign()) {
      foreign(name);
      return Optional.empty();
    }
    if (service.isEmpty() && candidate.pool(name.value()).isPresent()) {
      Diagnostic pool =
          error(
              "not-a-service",
              name.span(),
              "%s is a pool: it has servers and nothing else".formatted(name.value()));
      diagnostics.add(
          pool.withHint("say this of a service that has 'pool %s'".formatted(name.value())));
    } else if (service.isEmpty() && !candidate.isDoubtful(name.value())) {
      diagnostics.add(Unknown.service(name, candidate.names()));
    }
    return service;
  }

  private void foreign(Located<String> name) {
    Diagnostic mistake =
        error(
            "foreign-service",
            name.span(),
            "service %s was made by others".formatted(name.value()));
    diagnostics.add(
        mistake.withHint("'adopt %s' makes it yours to change".formatted(name.value())));
  }

  @Override
  public Void allow(Statement.Allow statement) {
    candidate.leaveContext();
    if (areWarnings(statement.codes())) {
      statement.codes().forEach(code -> candidate.allow(code.value()));
    }
    return null;
  }

  private boolean areWarnings(List<Located<String>> codes) {
    List<Located<String>> unknown =
        codes.stream().filter(code -> !Warning.codes().contains(code.value())).toList();
    unknown.forEach(code -> diagnostics.add(Unknown.warning(code)));
    return unknown.isEmpty();
  }

  private boolean mayAllow(List<ServiceOption> options) {
    boolean good = true;
    for (ServiceOption option : options) {
      good &= !(option instanceof ServiceOption.Allow allow) || areWarnings(allow.codes());
    }
    return good;
  }

  private static Diagnostic error(String code, Span span, String message) {
    return Diagnostic.error(code, span, message);
  }

  @Override
  public Void broken(Statement.Broken statement) {
    statement.name().ifPresent(candidate::doubt);
    boolean server =
        statement.verb().equals("server") || (isNoVerb(statement) && isLikeServer(statement));
    boolean holder = statement.verb().equals("service") || statement.verb().equals("pool");
    if (holder || (isNoVerb(statement) && !server && !interactive)) {
      candidate.enter(Candidate.Context.BROKEN);
    } else if (!server) {
      candidate.enter(Candidate.Context.NONE);
    }
    return null;
  }

  private static boolean isNoVerb(Statement.Broken statement) {
    return statement.verb().isEmpty();
  }

  private static boolean isLikeServer(Statement.Broken statement) {
    String first = statement.span().text().strip().split("\\s", 2)[0];
    return Suggestion.among(List.of("service", "server"), first).equals(Optional.of("server"));
  }
}
