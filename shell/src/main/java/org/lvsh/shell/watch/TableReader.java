package org.lvsh.shell.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.language.ast.Statement;
import org.lvsh.shell.compile.ServiceNames;
import org.lvsh.shell.compile.ServiceTraffic;

/**
 * Looks at a kernel again and again. It remembers what time each template had left, for that tells
 * which of them are kept past their time. Used by one thread at a time.
 */
public final class TableReader {
  /** What a template is given when its time is over and connections are on it. */
  private static final Duration RENEWAL = Duration.ofSeconds(60);

  private final Kernel kernel;
  private final Supplier<Snapshot> snapshots;
  private final Clock clock;
  private final int most;
  private Map<Object, Seen> before = Map.of();

  /** What was seen of a template. */
  private record Seen(Duration left, boolean past) {}

  /**
   * A reader that has seen nothing yet.
   *
   * @param snapshots the services as they are, under their names
   * @param most how many rows are kept; the others are counted
   */
  public TableReader(Kernel kernel, Supplier<Snapshot> snapshots, Clock clock, int most) {
    this.kernel = kernel;
    this.snapshots = snapshots;
    this.clock = clock;
    this.most = most;
  }

  /**
   * Looks for some rows.
   *
   * @throws KernelException where the kernel cannot be read
   */
  public Reading read(Query query) {
    Instant begin = clock.instant();
    Snapshot snapshot = snapshots.get();
    TablePass pass = new TablePass(snapshot, query, most);
    boolean rates = query.subject() == Statement.WatchSubject.RATES;
    if (!rates) {
      kernel.connections(pass);
    }
    Map<ServiceKey, ServiceStatistics> statistics = kernel.statistics();
    List<RateRow> passed = rates(ServiceTraffic.of(snapshot, statistics), query);
    List<Row> rows = query.of(rates ? List.copyOf(passed) : held(pass));
    return new Reading(
        rows,
        rates ? rows.size() : pass.found(),
        pass.entries(),
        List.copyOf(ServiceNames.keys(snapshot).keySet()),
        rates ? List.of() : shares(snapshot, query, pass, statistics),
        passed,
        missing(pass),
        begin,
        Duration.between(begin, clock.instant()));
  }

  private List<Row> held(TablePass pass) {
    List<Row> rows = new ArrayList<>();
    Map<Object, Seen> now = new HashMap<>();
    for (TableEntry entry : pass.kept()) {
      TableEntry row = entry;
      if (entry.connection().isTemplate()) {
        boolean past = isPast(entry);
        int connections = pass.connectionsOn(entry);
        now.put(entry.identity(), new Seen(entry.connection().expires(), past));
        row = entry.held(hold(entry, connections, past, pass.longestOn(entry)), connections);
      }
      rows.add(row);
    }
    before = now;
    return rows;
  }

  private static Hold hold(TableEntry entry, int connections, boolean past, Duration longest) {
    if (connections == 0) {
      return Hold.NONE;
    }
    boolean willBe = longest.compareTo(entry.connection().expires()) > 0;
    return past ? Hold.PAST : willBe ? Hold.WILL_BE : Hold.NONE;
  }

  /**
   * A template that begins anew gets its whole time; only one whose time has run out gets a minute.
   */
  private boolean isPast(TableEntry entry) {
    Duration left = entry.connection().expires();
    Seen last = before.get(entry.identity());
    boolean shortOne = left.compareTo(RENEWAL) <= 0 && entry.whole().compareTo(RENEWAL) > 0;
    return last != null && shortOne && (last.past() || left.compareTo(last.left()) > 0);
  }

  private static List<RateRow> rates(List<ServiceTraffic> traffic, Query query) {
    List<RateRow> rows = new ArrayList<>();
    for (ServiceTraffic service : traffic) {
      Place all = new Place(service.service(), Place.ALL_SERVERS);
      if (query.isOfItsServices(all)) {
        rows.add(new RateRow(all, service.total()));
        service
            .servers()
            .forEach((server, had) -> rows.add(new RateRow(new Place(all.service(), server), had)));
      }
    }
    return rows;
  }

  /** A service of both families is an entry for each, and each shares out its own clients. */
  private static List<Share> shares(
      Snapshot snapshot,
      Query query,
      TablePass pass,
      Map<ServiceKey, ServiceStatistics> statistics) {
    Map<AddressFamily, Map<Place, ServerStatistics>> had = new EnumMap<>(AddressFamily.class);
    for (AddressFamily family : AddressFamily.values()) {
      had.put(family, statistics(snapshot, query, of(family, statistics)));
    }
    List<Share> shares = new ArrayList<>();
    ServiceNames.keys(snapshot)
        .forEach(
            (name, keys) -> {
              if (query.isOfItsServices(new Place(name, "")) && isShared(snapshot, query, keys)) {
                had.forEach(
                    (family, there) ->
                        shares.addAll(
                            shares(
                                name,
                                weights(snapshot, keys, family),
                                pass.clients(name, family),
                                there)));
              }
            });
    return shares;
  }

  private static Map<ServiceKey, ServiceStatistics> of(
      AddressFamily family, Map<ServiceKey, ServiceStatistics> statistics) {
    Map<ServiceKey, ServiceStatistics> some = new HashMap<>(statistics);
    some.keySet().removeIf(key -> key.family() != family);
    return some;
  }

  private static Map<Place, ServerStatistics> statistics(
      Snapshot snapshot, Query query, Map<ServiceKey, ServiceStatistics> statistics) {
    Map<Place, ServerStatistics> places = new HashMap<>();
    rates(ServiceTraffic.of(snapshot, statistics), query)
        .forEach(row -> places.put(row.place(), row.had()));
    return places;
  }

  /** A service whose clients need not stay has no templates to be shared. */
  private static boolean isShared(Snapshot snapshot, Query query, List<ServiceKey> keys) {
    return query.subject() != Statement.WatchSubject.TEMPLATES
        || keys.stream()
            .anyMatch(key -> snapshot.services().get(key).service().persistence().isPresent());
  }

  private static Map<String, Long> weights(
      Snapshot snapshot, List<ServiceKey> keys, AddressFamily family) {
    Map<String, Long> weights = new LinkedHashMap<>();
    for (ServiceKey key : keys) {
      if (key.family() == family) {
        for (RealServer server : snapshot.services().get(key).servers().values()) {
          weights.merge(
              ServiceTraffic.called(server.key(), key), (long) server.weight(), Long::sum);
        }
      }
    }
    return weights;
  }

  private static List<Share> shares(
      String service,
      Map<String, Long> weights,
      Map<String, Long> clients,
      Map<Place, ServerStatistics> statistics) {
    long heavy = weights.values().stream().mapToLong(Long::longValue).sum();
    long all = clients.values().stream().mapToLong(Long::longValue).sum();
    List<Share> shares = new ArrayList<>();
    weights.forEach(
        (server, weight) -> {
          Place place = new Place(service, server);
          shares.add(
              new Share(
                  place,
                  OptionalLong.of(weight),
                  heavy,
                  clients.getOrDefault(server, 0L),
                  all,
                  Optional.ofNullable(statistics.get(place))));
        });
    clients.forEach(
        (server, there) -> {
          if (!weights.containsKey(server)) {
            shares.add(
                new Share(
                    new Place(service, server),
                    OptionalLong.empty(),
                    heavy,
                    there,
                    all,
                    Optional.empty()));
          }
        });
    return shares;
  }

  private List<String> missing(TablePass pass) {
    List<String> missing = new ArrayList<>();
    kernel.restriction().ifPresent(missing::add);
    kernel.leftOut().forEach(what -> missing.add("not shown is " + what));
    if (pass.hasUncounted()) {
      missing.add("there are too many connections to count those on each template");
    }
    return missing;
  }
}
