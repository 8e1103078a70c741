package org.lvsh.shell.compile;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Set<String> touched = new HashSet<>();
  private final Map<String, Span> declared = new HashMap<>();
  private final Set<String> doubtful = new HashSet<>();
  private Context context = Context.NONE;

  private Candidate(Snapshot live) {
    this.live = live;
    this.services = new LinkedHashMap<>(Decompiler.decompile(live));
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
    return List.copyOf(services.values());
  }

  public Optional<ServiceSpec> service(String name) {
    return Optional.ofNullable(services.get(name));
  }

  /** Whether a statement has said anything of this service since the live state was read. */
  boolean isTouched(String name) {
    return touched.contains(name);
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

  void put(ServiceSpec spec) {
    services.put(spec.name(), spec);
    touched.add(spec.name());
  }

  void remove(String name) {
    services.remove(name);
    touched.add(name);
  }

  /** Renames in place, so that the order stays. */
  void rename(String from, String to) {
    List<ServiceSpec> all = List.copyOf(services.values());
    services.clear();
    for (ServiceSpec spec : all) {
      ServiceSpec kept = spec.name().equals(from) ? spec.named(to) : spec;
      services.put(kept.name(), kept);
    }
    touched.add(from);
    touched.add(to);
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

  Set<String> touchedNames() {
    return Set.copyOf(touched);
  }
}
