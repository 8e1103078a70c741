package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.language.diagnostic.CaretRenderer;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.Pools;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.Target;
import org.lvsh.shell.exchange.Imported;
import org.lvsh.shell.exchange.NotCarried;
import org.lvsh.shell.exchange.Remark;
import org.lvsh.shell.exchange.StatementLosses;

/**
 * What was imported as a file of statements: what was not carried over and what was decided as
 * comments, then the director's settings and the services.
 */
public final class ImportView {
  /** Whose services are that an import has named; it is not written, so the file's name counts. */
  private static final String NOBODY = "import";

  /** The most remarks that are told beside the statements, which have all of them. */
  private static final int LIMIT = 100;

  private final Imported imported;
  private final String origin;
  private final Optional<Snapshot> live;
  private final Collection<ServiceSpec> services;

  /**
   * What came from files.
   *
   * @param origin what they are called
   */
  public ImportView(Imported imported, String origin) {
    this(imported, origin, Optional.empty());
  }

  /**
   * What a kernel holds.
   *
   * @param origin what it is called
   * @param live what it holds, to be taken over where it runs
   */
  public ImportView(Imported imported, String origin, Snapshot live) {
    this(imported, origin, Optional.of(live));
  }

  private ImportView(Imported imported, String origin, Optional<Snapshot> live) {
    this.imported = imported;
    this.origin = origin;
    this.live = live;
    this.services = asTheyAre(Decompiler.decompile(named(imported)).values());
  }

  /** Where somebody has changed a server behind its pool's back, the service has its own. */
  private static List<ServiceSpec> asTheyAre(Collection<ServiceSpec> services) {
    Map<String, PoolSpec> pools = Pools.of(services);
    return services.stream()
        .map(
            service ->
                service.pool().map(pools::get).filter(pool -> !Pools.isMet(service, pool)).isEmpty()
                    ? service
                    : service.withoutPool())
        .toList();
  }

  private static Snapshot named(Imported imported) {
    Snapshot state = imported.state();
    NavigableMap<ServiceKey, Ownership> ownership = new TreeMap<>(state.ownership());
    imported
        .names()
        .forEach((key, name) -> ownership.putIfAbsent(key, new Ownership(key, name, NOBODY)));
    return new Snapshot(
        state.services(),
        state.markRules(),
        ownership,
        state.timeouts(),
        state.lastMark(),
        state.daemons(),
        state.settings());
  }

  /** The file. */
  public List<Line> statements() {
    List<Line> lines = new ArrayList<>();
    comment("imported from " + origin + ": " + count(), lines);
    if (!imported.notCarried().isEmpty()) {
      comment("not carried over:", lines);
      imported.notCarried().forEach(part -> comment("  " + text(part), lines));
    }
    imported.remarks().forEach(remark -> comment(remark.text(), lines));
    told().forEach(text -> comment(text, lines));
    director(lines);
    adoptions(lines);
    services(lines);
    return lines;
  }

  /** What is told beside the file. */
  public List<Line> remarks() {
    List<Line> lines = new ArrayList<>();
    imported
        .notCarried()
        .forEach(part -> lines.add(Line.of(Line.Style.WARNING, "not carried over: " + text(part))));
    Stream.concat(imported.remarks().stream().map(Remark::text), told().stream())
        .forEach(text -> lines.add(Line.of("note: " + CaretRenderer.printable(text))));
    if (lines.size() > LIMIT) {
      int more = lines.size() - LIMIT;
      lines.subList(LIMIT, lines.size()).clear();
      lines.add(
          Line.of("… and %,d more, which stand at the top of the statements".formatted(more)));
    }
    return lines;
  }

  private List<String> told() {
    List<String> told = new ArrayList<>(withoutPortZero());
    services.forEach(
        service -> StatementLosses.refusal(service, Optional.empty()).ifPresent(told::add));
    return told;
  }

  /** Rules may be for port 0, to which nobody can send; a statement cannot. */
  private List<String> withoutPortZero() {
    Set<Mark> marks =
        imported.state().markRules().values().stream()
            .filter(rule -> rule.match().ports().first() == 0)
            .map(MarkRule::mark)
            .collect(Collectors.toSet());
    return services.stream()
        .filter(service -> service.mark().filter(marks::contains).isPresent())
        .filter(ImportView::saysNoPortZero)
        .map(
            service ->
                "port 0 of %s is left out: a service has ports from 1 on".formatted(service.name()))
        .toList();
  }

  private static boolean saysNoPortZero(ServiceSpec service) {
    return service.target() instanceof Target.OnAddresses on
        && on.ports().stream().noneMatch(ports -> ports.first() == 0);
  }

  /** {@code 2 services with 5 servers}. */
  public String count() {
    int servers = services.stream().mapToInt(service -> service.servers().size()).sum();
    return Words.count(services.size(), "service") + " with " + Words.count(servers, "server");
  }

  /** An error that is put up with, as something that was not carried over. */
  public static NotCarried leftOut(Diagnostic error) {
    int start = error.span().start();
    String line = error.span().source().lineText(start).strip();
    String text = line.length() <= 120 ? line : line.substring(0, 120) + "…";
    return new NotCarried(error.span(), text, error.message());
  }

  private static String text(NotCarried part) {
    if (part.where().source().name().isEmpty()) {
      return CaretRenderer.printable(part.why());
    }
    return CaretRenderer.printable(
        "%s:%d: %s: %s"
            .formatted(part.where().source().name(), part.where().line(), part.text(), part.why()));
  }

  private static void comment(String text, List<Line> lines) {
    lines.add(Line.of("# " + CaretRenderer.printable(text)));
  }

  private void director(List<Line> lines) {
    LvsView view = new LvsView();
    Snapshot state = imported.state();
    List<Line> settings = new ArrayList<>();
    if (!state.timeouts().equals(Timeouts.DEFAULT)) {
      settings.addAll(view.timeouts(state.timeouts()));
    }
    settings.addAll(view.daemons(state.daemons().values()));
    settings.addAll(view.settings(state.settings().values()));
    if (!settings.isEmpty()) {
      lines.add(Line.of(""));
      lines.addAll(settings);
    }
  }

  /** What others made on a kernel is lvsh's to declare when it has taken it over. */
  private void adoptions(List<Line> lines) {
    if (live.isEmpty()) {
      return;
    }
    List<Line> adoptions = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    ServiceNames.of(live.get())
        .forEach(
            (key, called) -> {
              boolean left = !imported.names().containsKey(key);
              if (!left && !live.get().ownership().containsKey(key)) {
                adoptions.addAll(adoption(called, imported.names().get(key), taken));
              }
            });
    if (!adoptions.isEmpty()) {
      lines.add(Line.of(""));
      comment(
          "what others made is taken over once: leave these out afterwards, and elsewhere", lines);
      lines.addAll(adoptions);
    }
  }

  /** One that becomes a part of another is its own first, and then no more. */
  private static List<Line> adoption(String called, String name, Set<String> taken) {
    return taken.add(name)
        ? List.of(Line.of("adopt %s as %s".formatted(called, name)))
        : List.of(
            Line.of("adopt %s".formatted(called)), Line.of("remove service %s".formatted(called)));
  }

  private void services(List<Line> lines) {
    Map<String, PoolSpec> pools = Pools.of(services);
    Set<String> written = new HashSet<>();
    Map<String, List<ServiceSpec>> sources = new TreeMap<>();
    Set<String> ours = new HashSet<>();
    live.ifPresent(kernel -> kernel.ownership().values().forEach(owned -> ours.add(owned.name())));
    for (ServiceSpec service : services) {
      String source = ours.contains(service.name()) ? service.source().orElse("") : "";
      sources.computeIfAbsent(source, first -> new ArrayList<>()).add(service);
    }
    sources.forEach(
        (source, own) -> {
          lines.add(Line.of(""));
          if (!source.isEmpty()) {
            lines.add(Line.of(Words.source(source)));
          }
          lines.addAll(new LvsView().ofOneSource(own, pools, written));
        });
  }
}
