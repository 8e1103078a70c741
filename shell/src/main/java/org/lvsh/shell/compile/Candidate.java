package org.lvsh.shell.compile;

import java.util.Collection;
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
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Snapshot;
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
  private final Map<String, Span> adopted = new HashMap<>();
  private final Map<String, Span> declared = new HashMap<>();
  private final Set<String> doubtful = new HashSet<>();
  private final Set<String> passedOn = new HashSet<>();
  private final Set<String> allowed = new HashSet<>();
  private DirectorSpec director;
  private Context context = Context.NONE;
  private Optional<GrowingServers> growing = Optional.empty();

  private Candidate(Snapshot live) {
    this.live = live;
    this.services = new LinkedHashMap<>(Decompiler.decompile(live));
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
    Edit edit = new Edit(this, source, interactive);
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
   * Adds a server to a service that is there.
   *
   * @return whether it was not there yet
   */
  boolean append(String name, ServerSpec server) {
    if (growing.isEmpty() || !growing.get().isOf(name)) {
      settle();
      growing = Optional.of(new GrowingServers(services.get(name)));
    }
    touched.put(name, server.origin());
    return growing.get().add(server);
  }

  /** Puts the servers that a service has got so far into the service. */
  private void settle() {
    growing.ifPresent(servers -> services.put(servers.name(), servers.service()));
    growing = Optional.empty();
  }

  /** Puts a service in the place of the one of its name, as a statement says. */
  void put(ServiceSpec spec, Span statement) {
    settle();
    services.put(spec.name(), spec);
    touched.put(spec.name(), statement);
  }

  void remove(String name, Span statement) {
    settle();
    services.remove(name);
    declared.remove(name);
    touched.put(name, statement);
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
    touched.put(from, statement);
    touched.put(to, statement);
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
            .filter(name -> !touched.containsKey(name) && !adopted.containsKey(name))
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
    return Map.copyOf(touched);
  }

  /** The same, and the names of those that were adopted and not touched since. */
  Map<String, Span> spokenOf() {
    Map<String, Span> all = new HashMap<>(adopted);
    all.putAll(touched);
    return Map.copyOf(all);
  }
}
