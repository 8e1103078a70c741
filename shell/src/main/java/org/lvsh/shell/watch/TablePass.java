package org.lvsh.shell.watch;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Snapshot;

/**
 * Takes a connection table in, an entry at a time, in memory that does not grow with it: of what is
 * looked for the first rows are kept, the others are counted.
 */
final class TablePass implements Consumer<Connection> {
  private final Places places;
  private final Query query;
  private final List<String> words;
  private final int most;
  private final PriorityQueue<TableEntry> kept;
  private final HolderCounts holders = new HolderCounts();
  private final Map<AddressFamily, Map<String, Map<String, Long>>> clients =
      new EnumMap<>(AddressFamily.class);
  private long entries;
  private long found;

  TablePass(Snapshot snapshot, Query query, int most) {
    this.places = new Places(snapshot);
    this.query = query;
    this.words = query.words();
    this.most = most;
    Order order = query.order().isKnownLate() ? Order.CLIENT : query.order();
    this.kept = new PriorityQueue<>(order.comparator(query.descending()).reversed());
  }

  @Override
  public void accept(Connection connection) {
    entries++;
    Places.Found place = places.of(connection);
    if (isCounted(connection, place)) {
      clients
          .computeIfAbsent(connection.client().family(), family -> new TreeMap<>())
          .computeIfAbsent(place.place().service(), service -> new TreeMap<>())
          .merge(place.place().server(), 1L, Long::sum);
    }
    if (!connection.isTemplate() && place.sticky().isPresent()) {
      holders.add(place.templateOf(connection.client()), connection.expires().toSeconds());
    }
    if (isWanted(connection, place)) {
      take(
          new TableEntry(
              connection,
              place.place(),
              place.grain(),
              places.whole(connection, place),
              Hold.NONE,
              0));
    }
  }

  private void take(TableEntry entry) {
    if (query.isOfItsClients(entry) && (words.isEmpty() || Query.hasAll(entry.text(), words))) {
      found++;
      kept.add(entry);
      if (kept.size() > most) {
        kept.remove();
      }
    }
  }

  private boolean isCounted(Connection connection, Places.Found place) {
    return !place.place().service().isEmpty() && isOfItsKind(connection, place);
  }

  /** Whoever follows a client sees both kinds of entries. */
  private boolean isWanted(Connection connection, Places.Found place) {
    return query.isOfItsServices(place.place())
        && (query.followed().isPresent() || isOfItsKind(connection, place));
  }

  private boolean isOfItsKind(Connection connection, Places.Found place) {
    return switch (query.subject()) {
      case TEMPLATES -> connection.isTemplate();
      case CONNECTIONS -> !connection.isTemplate();
      case SERVICE -> connection.isTemplate() == place.sticky().isPresent();
      case RATES -> false;
    };
  }

  /** Those that were looked for, as many as are kept, in no order. */
  List<TableEntry> kept() {
    return List.copyOf(kept);
  }

  long found() {
    return found;
  }

  long entries() {
    return entries;
  }

  /** How many clients of a family each server of a service has. */
  Map<String, Long> clients(String service, AddressFamily family) {
    return clients.getOrDefault(family, Map.of()).getOrDefault(service, Map.of());
  }

  int connectionsOn(TableEntry template) {
    return holders.count(holder(template));
  }

  /** How long the connection on a template that stays longest has left. */
  Duration longestOn(TableEntry template) {
    return Duration.ofSeconds(holders.longest(holder(template)));
  }

  private long holder(TableEntry template) {
    return places.of(template.connection()).templateOf(template.connection().client());
  }

  /** Whether there were too many connections to count those on each template. */
  boolean hasUncounted() {
    return holders.isFull();
  }
}
