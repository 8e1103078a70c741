package org.lvsh.kernel.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The connections and templates ({@code ip_vs_conn_tab}), and what becomes of them when their time
 * has run out. Each binds the server that it goes to.
 */
final class EntryTable {
  private final Map<EntryKey, Entry> byKey = new HashMap<>();
  private final NavigableSet<Entry> byEnd = new TreeSet<>(Entry.BY_END);
  private long entriesEver;
  private long connections;

  Optional<Entry> find(EntryKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  boolean isEmpty() {
    return byEnd.isEmpty();
  }

  long connections() {
    return connections;
  }

  long templates() {
    return byEnd.size() - connections;
  }

  /** In the order in which they run out. */
  Iterable<Entry> all() {
    return byEnd;
  }

  /** The one that runs out first. */
  Optional<Entry> first() {
    return byEnd.isEmpty() ? Optional.empty() : Optional.of(byEnd.first());
  }

  /** A new template. */
  Entry addTemplate(EntryKey key, Destination destination, int serverPort, long timeout, long now) {
    Entry template = new Entry(key, destination, serverPort, entriesEver++);
    destination.bindTemplate();
    template.restart(timeout, now);
    return put(template);
  }

  /** A template that nothing finds any more. */
  Entry addInvalidTemplate(EntryKey key, Destination destination, int serverPort, long now) {
    Entry template = new Entry(key, destination, serverPort, entriesEver++);
    destination.bindTemplate();
    template.restart(0, now);
    template.invalidate();
    byEnd.add(template);
    return template;
  }

  /**
   * A new connection, which is made at once.
   *
   * @param template the one it hangs on
   * @param active whether it is one that counts as active
   */
  Entry addConnection(
      EntryKey key,
      Destination destination,
      int serverPort,
      Optional<Entry> template,
      boolean active,
      long timeout,
      long now) {
    Entry connection = new Entry(key, destination, serverPort, entriesEver++);
    template.ifPresent(connection::hangOn);
    destination.bindConnection();
    connections++;
    if (active) {
      connection.activate();
      destination.activate();
    }
    connection.restart(timeout, now);
    return put(connection);
  }

  private Entry put(Entry entry) {
    byEnd.add(entry);
    if (byKey.putIfAbsent(entry.key(), entry) != null) {
      throw new IllegalArgumentException("twice: " + entry.key());
    }
    return entry;
  }

  /** Its time begins again. */
  void restart(Entry entry, long timeout, long now) {
    byEnd.remove(entry);
    entry.restart(timeout, now);
    byEnd.add(entry);
  }

  /** As it was when a state was kept. */
  void restore(Entry entry, long timeout, long ends) {
    byEnd.remove(entry);
    entry.restore(timeout, ends);
    byEnd.add(entry);
  }

  /** Nothing finds this template any more, but connections may hang on it. */
  void invalidate(Entry template) {
    template.invalidate();
    byKey.remove(template.key(), template);
  }

  /**
   * The time of an entry has run out ({@code ip_vs_conn_expire}): a template with connections gets
   * another minute.
   *
   * @return whether it is gone
   */
  boolean expire(Entry entry, long now) {
    if (entry.connections() > 0) {
      byEnd.remove(entry);
      entry.renew(now);
      byEnd.add(entry);
      return false;
    }
    remove(entry);
    return true;
  }

  private void remove(Entry entry) {
    byEnd.remove(entry);
    byKey.remove(entry.key(), entry);
    if (entry.isTemplate()) {
      entry.destination().unbindTemplate();
    } else {
      connections--;
      entry.letGo();
      entry.destination().unbindConnection(entry.isActive());
    }
  }

  /**
   * Ends those whose servers are as asked, connections before the templates they hang on ({@code
   * ip_vs_expire_nodest_conn_flush}).
   */
  void endAll(Predicate<Destination> asked) {
    List<Entry> ended = new ArrayList<>();
    byEnd.stream().filter(entry -> asked.test(entry.destination())).forEach(ended::add);
    ended.stream().filter(entry -> !entry.isTemplate()).forEach(this::remove);
    ended.stream().filter(Entry::isTemplate).forEach(this::remove);
  }
}
