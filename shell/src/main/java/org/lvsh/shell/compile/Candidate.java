package org.lvsh.shell.compile;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.MarkRange;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;

/**
 * The state that is being made: the live state under its names, with declarations and edits laid
 * over it. Not for several threads.
 */
public final class Candidate {
  private final Snapshot live;
  private final Map<String, ServiceSpec> services;
  private final Map<String, Span> touched = new HashMap<>();

  /** Of the touched ones those that only their pool was spoken of. */
  private final Set<String> touchedByPool = new HashSet<>();

  private final Map<String, Span> adopted = new HashMap<>();
  private final Map<String, Span> declared = new HashMap<>();
  private final Set<String> doubtful = new HashSet<>();
  private final Set<String> passedOn = new HashSet<>();
  private final Set<String> allowed = new HashSet<>();
  private final Map<String, PoolSpec> pools;
  private final Map<String, Located<String>> awaitedPools = new LinkedHashMap<>();
  private final Set<String> sources = new TreeSet<>();
  private Optional<String> source = Optional.empty();
  private Optional<Located<MarkRange>> marks = Optional.empty();
  private boolean marksMayBeSaid = true;
  private DirectorSpec director;
  private Context context = Context.NONE;
  private Optional<GrowingServers> growing = Optional.empty();

  private Candidate(Snapshot live) {
    this.live = live;
    this.services = new LinkedHashMap<>(Decompiler.decompile(live));
    this.pools = new LinkedHashMap<>(Pools.of(services.values()));
    this.director = DirectorSpec.of(live);
  }

  /** The live state as it is. */
  public static Candidate of(Snapshot live) {
    return new Candidate(live);
  }

  /** The state that it was made from. */
  public Snapshot live() {
    return live;
  }

  /** All services that it holds, by name. */
  public Collection<ServiceSpec> services() {
    settle();
    return List.copyOf(services.values());
  }

  public Optional<ServiceSpec> service(String name) {
    settle();
    return Optional.ofNullable(services.get(name));
  }

  /** All pools that it holds, by name. */
  public Map<String, PoolSpec> pools() {
    settle();
    return Collections.unmodifiableMap(pools);
  }

  Optional<PoolSpec> pool(String name) {
    settle();
    return Optional.ofNullable(pools.get(name));
  }

  /** The pool of a service. Servers that are still being added change nothing of it. */
  Optional<String> poolOf(String service) {
    return Optional.ofNullable(services.get(service)).flatMap(ServiceSpec::pool);
  }

  /** The services whose servers are those of a pool. */
  List<ServiceSpec> usersOf(String pool) {
    settle();
    return services.values().stream()
        .filter(service -> service.pool().equals(Optional.of(pool)))
        .toList();
  }

  /** Puts a pool in the place of the one of its name; its services get its servers. */
  void put(PoolSpec pool, Span statement) {
    settle();
    pools.put(pool.name(), pool);
    awaitedPools.remove(pool.name());
    for (ServiceSpec user : usersOf(pool.name())) {
      putByPool(user.with(pool.serversFor(user.target())), statement);
    }
  }

  private void putByPool(ServiceSpec user, Span statement) {
    boolean spokenOf = touched.containsKey(user.name()) && !touchedByPool.contains(user.name());
    put(user, statement);
    if (!spokenOf) {
      touchedByPool.add(user.name());
    }
  }

  void removePool(String name) {
    settle();
    pools.remove(name);
    declared.remove(name);
  }

  /** Renames in place; its services keep it. */
  void renamePool(String from, String to, Span statement) {
    settle();
    PoolSpec pool = pools.remove(from).named(to);
    declared.remove(from);
    pools.put(to, pool);
    for (ServiceSpec user : usersOf(from)) {
      putByPool(user.inPool(to), statement);
    }
  }

  /** Remembers a pool that a service names before it is declared. */
  void await(Located<String> pool) {
    awaitedPools.putIfAbsent(pool.value(), pool);
  }

  /** Where services named pools that were never declared. */
  List<Located<String>> awaitedPools() {
    return awaitedPools.values().stream()
        .filter(pool -> !isDoubtful(pool.value()) && !usersOf(pool.value()).isEmpty())
        .toList();
  }

  /** Whose the services are that are declared from now on, where a statement has said it. */
  Optional<String> source() {
    return source;
  }

  void source(String name) {
    source = Optional.of(name);
    sources.add(name);
  }

  /** Behind an included file that has said another one. */
  void backTo(Optional<String> sourceBefore) {
    source = sourceBefore;
  }

  /** Remembers that statements declare something for a source. */
  void declaresFor(String name) {
    sources.add(name);
  }

  /** All sources that statements have named, or have declared something for. */
  public Set<String> sources() {
    return Collections.unmodifiableSet(sources);
  }

  /** Where {@code marks} was said, and not applied yet. */
  Optional<Span> marksSaid() {
    return marksMayBeSaid ? Optional.empty() : marks.map(Located::span);
  }

  void marks(Located<MarkRange> range) {
    marks = Optional.of(range);
    marksMayBeSaid = false;
  }

  /** Where automatic marks are taken from. */
  MarkRange markRange() {
    return marks.map(Located::value).orElse(MarkAssigner.AUTOMATIC);
  }

  /** What it holds of the director as a whole. */
  public DirectorSpec director() {
    return director;
  }

  /** The codes of the warnings that are not wanted of anything. */
  Set<String> allowed() {
    return Set.copyOf(allowed);
  }

  void allow(String code) {
    allowed.add(code);
  }

  void direct(DirectorSpec changed) {
    director = changed;
  }

  /** Whether a statement has said anything of this service since the live state was read. */
  boolean isTouched(String name) {
    return touched.containsKey(name);
  }

  /** The service that {@code server} lines belong to now. */
  public Optional<String> context() {
    return context.name();
  }

  /** Ends the context: a statement of another kind has been carried out. */
  public void leaveContext() {
    context = Context.NONE;
  }

  /**
   * Lays a declaration or an edit over this candidate.
   *
   * @param source whose the declarations are
   * @param interactive whether somebody types: a service may then be declared again, and is told
   *     what that does
   * @return what is wrong; where any is an error, nothing has changed
   */
  public List<Diagnostic> lay(Statement statement, String source, boolean interactive) {
    return lay(statement, source, interactive, Progress.SILENT);
  }

  /**
   * The same of what may be long: the statements of an included file.
   *
   * @throws java.util.concurrent.CancellationException where it is to end; what was laid by then
   *     stays
   */
  public List<Diagnostic> lay(
      Statement statement, String source, boolean interactive, Progress progress) {
    Edit edit = new Edit(this, source, interactive, progress);
    statement.accept(edit);
    return edit.diagnostics();
  }

  /**
   * The {@code service} line above.
   *
   * @param open whether servers may follow; of a broken line they may, and are not used
   */
  record Context(boolean open, Optional<String> name) {
    static final Context NONE = new Context(false, Optional.empty());
    static final Context BROKEN = new Context(true, Optional.empty());

    static Context of(String name) {
      return new Context(true, Optional.of(name));
    }
  }

  Context currentContext() {
    return context;
  }

  void enter(Context newContext) {
    context = newContext;
  }

  /**
   * Adds a server to a service or a pool that is there.
   *
   * @return whether it was not there yet
   */
  boolean append(String name, ServerSpec server) {
    if (growing.isEmpty() || !growing.get().isOf(name)) {
      settle();
      ServerHolder holder = services.containsKey(name) ? services.get(name) : pools.get(name);
      growing = Optional.of(new GrowingServers(holder));
    }
    if (services.containsKey(name)) {
      touch(name, server.origin());
    }
    return growing.get().add(server);
  }

  /** Puts the servers that a service or a pool has got so far into it. */
  private void settle() {
    if (growing.isEmpty()) {
      return;
    }
    GrowingServers servers = growing.get();
    growing = Optional.empty();
    ServiceSpec service = services.get(servers.name());
    if (service != null) {
      services.put(servers.name(), service.with(servers.servers()));
    } else {
      put(pools.get(servers.name()).with(servers.servers()), servers.last());
    }
  }

  /** Puts a service in the place of the one of its name, as a statement says. */
  void put(ServiceSpec spec, Span statement) {
    settle();
    services.put(spec.name(), spec);
    touch(spec.name(), statement);
  }

  private void touch(String name, Span statement) {
    touched.put(name, statement);
    touchedByPool.remove(name);
  }

  /** Puts other servers in the place of those of a service or a pool. */
  void put(String holder, List<ServerSpec> servers, Span statement) {
    settle();
    if (services.containsKey(holder)) {
      put(services.get(holder).with(servers), statement);
    } else {
      put(pools.get(holder).with(servers), statement);
    }
  }

  void remove(String name, Span statement) {
    settle();
    services.remove(name);
    declared.remove(name);
    touch(name, statement);
  }

  /**
   * The name under which the kernel holds a service that is declared now: its own, or that of the
   * service it takes the place of; empty where a rename has passed its name on.
   */
  String liveName(String name) {
    ServiceSpec there = services.get(name);
    if (there != null) {
      return there.liveName();
    }
    return passedOn.contains(name) ? "" : name;
  }

  /** Puts another in the place of a service, so that the order stays. */
  private void replace(String name, UnaryOperator<ServiceSpec> change) {
    settle();
    List<ServiceSpec> all = List.copyOf(services.values());
    services.clear();
    for (ServiceSpec spec : all) {
      ServiceSpec kept = spec.name().equals(name) ? change.apply(spec) : spec;
      services.put(kept.name(), kept);
    }
  }

  /** Renames in place. */
  void rename(String from, String to, Span statement) {
    passedOn.add(services.get(from).liveName());
    replace(from, spec -> spec.named(to));
    declared.remove(from);
    touch(from, statement);
    touch(to, statement);
  }

  /**
   * Makes a service of others our own, in place. Nothing else of it changes, so it does not count
   * as touched.
   */
  void adopt(String from, String to, String source, Span statement) {
    replace(from, spec -> spec.named(to).ownedBy(source));
    adopted.put(to, statement);
  }

  /**
   * Removes the services of a source that no statement has spoken of.
   *
   * @return how many there were
   */
  public int prune(String source) {
    settle();
    List<String> gone =
        services.values().stream()
            .filter(spec -> isOf(spec, source))
            .map(ServiceSpec::name)
            .filter(name -> !touched.containsKey(name) || touchedByPool.contains(name))
            .filter(name -> !adopted.containsKey(name))
            .toList();
    gone.forEach(name -> remove(name, Span.NONE));
    return gone.size();
  }

  /** Whether a source has a service. */
  public boolean has(String source) {
    settle();
    return services.values().stream().anyMatch(spec -> isOf(spec, source));
  }

  private static boolean isOf(ServiceSpec spec, String source) {
    return spec.source().equals(Optional.of(source));
  }

  /** Where a service was declared before among the same statements. */
  Optional<Span> declaredAt(String name) {
    return Optional.ofNullable(declared.get(name));
  }

  /** What has been said so far has been applied: all of it may be said again. */
  public void applied() {
    declared.clear();
    director = director.unsaid();
    marksMayBeSaid = true;
  }

  void declare(String name, Span where) {
    declared.put(name, where);
  }

  /** Remembers a name that a broken statement would have declared. */
  void doubt(String name) {
    doubtful.add(name);
  }

  boolean isDoubtful(String name) {
    return doubtful.contains(name);
  }

  Set<String> names() {
    return services.keySet();
  }

  /**
   * Whether the kernel holds this name and no service for it: somebody else has removed the
   * service.
   */
  boolean isRemnant(String name) {
    return !services.containsKey(name) && remnants().contains(name);
  }

  /** All such names. */
  Set<String> remnants() {
    return live.ownership().values().stream()
        .map(Ownership::name)
        .filter(name -> !services.containsKey(name) && !touched.containsKey(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names that statements have spoken of, and the last statement that did. */
  Map<String, Span> touched() {
    return Collections.unmodifiableMap(touched);
  }

  /** The same, and the names of those that were adopted and not touched since. */
  Map<String, Span> spokenOf() {
    Map<String, Span> all = new HashMap<>(adopted);
    all.putAll(touched);
    return Map.copyOf(all);
  }
}
