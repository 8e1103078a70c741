package org.lvsh.shell.command;

import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.language.ast.Located;
import org.lvsh.language.ast.Statement;
import org.lvsh.language.diagnostic.Diagnostic;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.compile.ClientNetwork;
import org.lvsh.shell.compile.ConnectionList;
import org.lvsh.shell.compile.ConnectionServices;
import org.lvsh.shell.compile.Decompiler;
import org.lvsh.shell.compile.Desired;
import org.lvsh.shell.compile.NamedConnection;
import org.lvsh.shell.compile.NamedServer;
import org.lvsh.shell.compile.PoolSpec;
import org.lvsh.shell.compile.Pools;
import org.lvsh.shell.compile.RowOrder;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceSpec;
import org.lvsh.shell.compile.ServiceTraffic;
import org.lvsh.shell.compile.Unknown;
import org.lvsh.shell.plan.Drift;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.LiveState;
import org.lvsh.shell.session.Session;
import org.lvsh.shell.session.Staged;
import org.lvsh.shell.session.Working;
import org.lvsh.shell.store.Entry;
import org.lvsh.shell.store.Past;
import org.lvsh.shell.view.DriftView;
import org.lvsh.shell.view.HistoryJsonView;
import org.lvsh.shell.view.HistoryTableView;
import org.lvsh.shell.view.IpvsadmView;
import org.lvsh.shell.view.Line;
import org.lvsh.shell.view.LvsView;
import org.lvsh.shell.view.ModelJsonView;
import org.lvsh.shell.view.TableView;
import org.lvsh.shell.view.TrafficJsonView;
import org.lvsh.shell.view.TrafficTableView;
import org.lvsh.shell.view.TrafficView;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.ExitStatus;

/** {@code show …}: the live state, or the candidate, in several forms. */
public final class ShowCommand extends StatementCommand<Statement.Show> {
  /** Nobody reads more; and the table of a busy director has millions. */
  private static final int MOST_ENTRIES = 250_000;

  /** How many lines of a long list are made at a time. */
  private static final int LINES_AT_ONCE = 1_000;

  private final Session session;
  private final PastApplies past;
  private final Recoveries recoveries;

  public ShowCommand(Session session, Recoveries recoveries, Running running, Console console) {
    super(
        new Topic(
            "show",
            Topic.LOOK,
            "show services, servers, traffic, settings, drift or the candidate"),
        Statement.Show.class,
        running,
        console);
    this.session = session;
    this.past = new PastApplies(session);
    this.recoveries = recoveries;
  }

  /** What is shown: services under their names, with the entries they have in the kernel. */
  private record Shown(Map<String, ServiceSpec> services, Snapshot snapshot) {
    static Shown of(Snapshot snapshot) {
      return new Shown(Decompiler.decompile(snapshot), snapshot);
    }

    Shown only(String name) {
      Map<ServiceKey, String> names = ServiceNames.of(snapshot);
      Map<ServiceKey, ServiceEntry> entries = new TreeMap<>(snapshot.services());
      entries.keySet().removeIf(key -> !name.equals(names.get(key)));
      Snapshot part =
          new Snapshot(
              new TreeMap<>(entries),
              snapshot.markRules(),
              snapshot.ownership(),
              snapshot.timeouts(),
              snapshot.lastMark(),
              snapshot.daemons(),
              snapshot.settings());
      return new Shown(Map.of(name, services.get(name)), part);
    }

    Collection<ServiceSpec> specs() {
      return services.values();
    }

    Collection<ServiceEntry> entries() {
      return snapshot.services().values();
    }
  }

  @Override
  ExitStatus run(Statement.Show statement, Staged where, CommandContext context) {
    Statement.ShowFormat format = statement.format().orElse(Statement.ShowFormat.TABLE);
    recoveries.warn();
    Statement.Selection selection = statement.selection();
    return switch (statement.subject()) {
      case SERVICES -> print(services(live(), format));
      case SERVERS -> servers(selection, format);
      case POOLS -> pools(live(), format);
      case MARKS -> marks(selection, format);
      case TIMEOUTS -> print(timeouts(state().timeouts(), format));
      case SYNC -> print(daemons(state().daemons().values(), format));
      case KERNEL -> settings(format);
      case STATS -> counted("stats", selection, format, RowOrder::stats, TrafficView::stats);
      case RATES -> counted("rates", selection, format, RowOrder::rates, TrafficView::rates);
      case CONNECTIONS ->
          listed(
              "connections", selection, format, one -> !one.isTemplate(), TrafficView::connections);
      case TEMPLATES ->
          listed("templates", selection, format, Connection::isTemplate, TrafficView::templates);
      case CANDIDATE -> candidate(format);
      case DRIFT -> drift(format);
      case HISTORY -> apply(statement.entry().orElseThrow(), format);
      case SERVICE -> service(statement.name().orElseThrow(), format);
    };
  }

  /** Whether rows are asked for of a service that there is not, which is told. */
  private boolean isUnknown(Statement.Selection selection, Snapshot state) {
    Set<String> names = ServiceNames.keys(state).keySet();
    return !passes(
        selection.service().stream()
            .filter(name -> !names.contains(name.value()))
            .map(name -> Unknown.service(name, names))
            .toList());
  }

  private static boolean isWanted(Statement.Selection selection, String service) {
    return selection.service().map(Located::value).filter(name -> !name.equals(service)).isEmpty();
  }

  private Shown live() {
    return Shown.of(state());
  }

  /** The live state; what is not in it is told beside what is shown. */
  private Snapshot state() {
    LiveState state = session.state();
    passes(Shortfalls.notes(session, state));
    return state.named();
  }

  private List<String> missing() {
    return Shortfalls.missing(session);
  }

  private ExitStatus print(List<Line> lines) {
    console().print(lines);
    return Exit.DONE;
  }

  private List<Line> services(Shown shown, Statement.ShowFormat format) {
    return switch (format) {
      case TABLE -> new TableView().services(shown.specs());
      case JSON -> new ModelJsonView(missing()).services(shown.specs());
      case LVS -> new LvsView().services(shown.specs());
      case IPVSADM -> new IpvsadmView().services(shown.entries());
    };
  }

  private ExitStatus servers(Statement.Selection selection, Statement.ShowFormat format) {
    Shown all = live();
    if (isUnknown(selection, all.snapshot())) {
      return Exit.FAILED;
    }
    if (format == Statement.ShowFormat.IPVSADM && selection.sorting().isPresent()) {
      return fail(
          "the lines of ipvsadm have an order of their own: sort them as table, json or lvs");
    }
    Shown shown = selection.service().map(name -> all.only(name.value())).orElse(all);
    List<NamedServer> servers = NamedServer.of(shown.specs());
    List<NamedServer> rows =
        selection
            .sorting()
            .map(by -> servers.stream().sorted(RowOrder.ofServers(by)).toList())
            .orElse(servers);
    return print(
        switch (format) {
          case TABLE -> new TableView().servers(rows);
          case JSON -> new ModelJsonView(missing()).servers(rows);
          case LVS -> new LvsView().servers(rows);
          case IPVSADM -> new IpvsadmView().servers(shown.entries());
        });
  }

  private ExitStatus pools(Shown shown, Statement.ShowFormat format) {
    Collection<PoolSpec> pools = Pools.of(shown.specs()).values();
    return switch (format) {
      case TABLE -> print(new TableView().pools(pools, shown.specs()));
      case JSON -> print(new ModelJsonView(missing()).pools(pools, shown.specs()));
      case LVS -> print(new LvsView().pools(pools));
      case IPVSADM -> fail("ipvsadm knows no pools: show them as table, json or lvs");
    };
  }

  private List<Line> timeouts(Timeouts timeouts, Statement.ShowFormat format) {
    return switch (format) {
      case TABLE -> new TableView().timeouts(timeouts);
      case JSON -> new ModelJsonView(missing()).timeouts(timeouts);
      case LVS -> new LvsView().timeouts(timeouts);
      case IPVSADM -> new IpvsadmView().timeouts(timeouts);
    };
  }

  private List<Line> daemons(Collection<SyncDaemon> daemons, Statement.ShowFormat format) {
    return switch (format) {
      case TABLE -> new TableView().daemons(daemons);
      case JSON -> new ModelJsonView(missing()).daemons(daemons);
      case LVS -> new LvsView().daemons(daemons);
      case IPVSADM -> new IpvsadmView().daemons(daemons);
    };
  }

  private ExitStatus settings(Statement.ShowFormat format) {
    Collection<Setting> settings = state().settings().values();
    return switch (format) {
      case TABLE -> print(new TableView().settings(settings));
      case JSON -> print(new ModelJsonView(missing()).settings(settings));
      case LVS -> print(new LvsView().settings(settings));
      case IPVSADM ->
          fail(
              "ipvsadm has no words for settings of the kernel: show them as table, json or lvs;"
                  + " 'sysctl net.ipv4.vs' prints them, too");
    };
  }

  private ExitStatus candidate(Statement.ShowFormat format) {
    Desired desired = session.compile(session.candidate());
    boolean passes = passes(desired.diagnostics());
    if (!passes && format == Statement.ShowFormat.IPVSADM) {
      return Exit.FAILED;
    }
    Shown shown =
        passes ? Shown.of(desired.snapshot()) : new Shown(desired.services(), desired.snapshot());
    List<Line> lines = new ArrayList<>(services(shown, format));
    if (format == Statement.ShowFormat.LVS || format == Statement.ShowFormat.TABLE) {
      lines.addAll(new LvsView().said(desired.director()));
    }
    return print(lines);
  }

  private ExitStatus service(Located<String> name, Statement.ShowFormat format) {
    Shown all = live();
    ServiceSpec spec = all.services().get(name.value());
    if (spec == null) {
      passes(List.of(Unknown.service(name, all.services().keySet())));
      return Exit.FAILED;
    }
    return print(
        format == Statement.ShowFormat.TABLE
            ? new TableView().service(spec)
            : services(all.only(name.value()), format));
  }

  /**
   * What has changed since the last apply; like a plan, it ends with 2 where there is something.
   */
  private ExitStatus drift(Statement.ShowFormat format) {
    if (!hasTrafficForm(format)) {
      return fail("drift is shown as table or json");
    }
    Optional<Past> last = past.last().map(Entry::number).flatMap(past::find);
    if (last.isEmpty()) {
      return fail("nothing is recorded that the kernel could have moved away from");
    }
    Plan drift = Drift.between(last.get().change().after(), state(), past.everSet());
    DriftView view = new DriftView(last.get().entry(), past::isBeforeTheLastStart);
    console().print(format == Statement.ShowFormat.JSON ? view.json(drift) : view.text(drift));
    return drift.isEmpty() ? Exit.DONE : Exit.CHANGES;
  }

  private ExitStatus apply(Located<Integer> number, Statement.ShowFormat format) {
    Optional<Past> found = past.find(number.value());
    if (found.isEmpty()) {
      passes(List.of(past.unknown(number)));
      return Exit.FAILED;
    }
    Past one = found.get();
    return switch (format) {
      case TABLE -> print(new HistoryTableView().whole(one, past::isBeforeTheLastStart));
      case JSON -> print(new HistoryJsonView(past::isBeforeTheLastStart).whole(one));
      case LVS -> print(one.change().beforeText().stream().map(Line::of).toList());
      case IPVSADM -> fail("ipvsadm knows no history: show it as table, json or lvs");
    };
  }

  private ExitStatus marks(Statement.Selection selection, Statement.ShowFormat format) {
    Snapshot state = state();
    if (isUnknown(selection, state)) {
      return Exit.FAILED;
    }
    List<TableView.NamedRule> rules =
        rules(state).stream().filter(rule -> isWanted(selection, rule.service())).toList();
    return switch (format) {
      case TABLE -> print(new TableView().marks(rules));
      case JSON -> print(new ModelJsonView(missing()).marks(rules));
      case LVS, IPVSADM -> noForm("marks", format, "; 'show services as lvs' has them too");
    };
  }

  private ExitStatus noForm(String what, Statement.ShowFormat format, String otherwise) {
    return fail(
        "%s have no form '%s': show them as table or json%s"
            .formatted(what, format.name().toLowerCase(Locale.ROOT), otherwise));
  }

  private ExitStatus counted(
      String what,
      Statement.Selection selection,
      Statement.ShowFormat format,
      BiFunction<List<ServiceTraffic>, Statement.Sorting, List<ServiceTraffic>> order,
      BiFunction<TrafficView, List<ServiceTraffic>, List<Line>> view) {
    if (!hasTrafficForm(format)) {
      return noForm(what, format, "");
    }
    Snapshot state = state();
    if (isUnknown(selection, state)) {
      return Exit.FAILED;
    }
    List<ServiceTraffic> traffic =
        ServiceTraffic.of(state, session.kernel().statistics()).stream()
            .filter(one -> isWanted(selection, one.service()))
            .toList();
    List<ServiceTraffic> rows =
        selection.sorting().map(by -> order.apply(traffic, by)).orElse(traffic);
    return print(view.apply(trafficView(format, missing()), rows));
  }

  private ExitStatus listed(
      String what,
      Statement.Selection selection,
      Statement.ShowFormat format,
      Predicate<Connection> kind,
      BiFunction<TrafficView, List<NamedConnection>, Stream<Line>> view) {
    if (!hasTrafficForm(format)) {
      return noForm(what, format, "");
    }
    Snapshot state = state();
    if (isUnknown(selection, state)) {
      return Exit.FAILED;
    }
    ConnectionList list = entries(selection, kind, new ConnectionServices(state));
    List<String> missing = new ArrayList<>(missing());
    if (list.leftOut() > 0) {
      String more = "not shown are %s %s after these".formatted(list.leftOut(), what);
      missing.add(more);
      passes(List.of(Diagnostic.warning("left-out", Span.NONE, more)));
    }
    List<NamedConnection> entries = list.entries();
    Stream<Line> lines = view.apply(trafficView(format, missing), entries);
    Iterator<List<Line>> parts = Iterators.partition(lines.iterator(), LINES_AT_ONCE);
    try (Working.Work work = console().begin("showing")) {
      for (int printed = 0; parts.hasNext(); printed += LINES_AT_ONCE) {
        work.report(printed, entries.size());
        console().print(parts.next());
      }
    }
    return Exit.DONE;
  }

  private ConnectionList entries(
      Statement.Selection selection, Predicate<Connection> kind, ConnectionServices services) {
    Predicate<Connection> fromThere =
        selection
            .clients()
            .map(from -> new ClientNetwork(from.value()))
            .<Predicate<Connection>>map(from -> entry -> from.has(entry, services))
            .orElse(entry -> true);
    ConnectionList list =
        new ConnectionList(
            services,
            named -> isWanted(selection, named.service().orElse("")),
            RowOrder.ofEntries(selection.sorting()),
            MOST_ENTRIES);
    session
        .kernel()
        .connections(
            entry -> {
              if (kind.test(entry) && fromThere.test(entry)) {
                list.accept(entry);
              }
            });
    return list;
  }

  private static boolean hasTrafficForm(Statement.ShowFormat format) {
    return format == Statement.ShowFormat.TABLE || format == Statement.ShowFormat.JSON;
  }

  private static TrafficView trafficView(Statement.ShowFormat format, List<String> missing) {
    return format == Statement.ShowFormat.JSON
        ? new TrafficJsonView(missing)
        : new TrafficTableView();
  }

  private static List<TableView.NamedRule> rules(Snapshot live) {
    Map<Mark, String> names = new TreeMap<>();
    ServiceNames.of(live)
        .forEach(
            (key, name) -> {
              if (key instanceof ServiceKey.OnMark onMark) {
                names.putIfAbsent(onMark.mark(), name);
              }
            });
    List<TableView.NamedRule> rules = new ArrayList<>();
    for (MarkRule rule : live.markRules().values()) {
      String name = Optional.ofNullable(names.get(rule.mark())).orElse("(none)");
      rules.add(new TableView.NamedRule(name, rule));
    }
    return rules;
  }
}
