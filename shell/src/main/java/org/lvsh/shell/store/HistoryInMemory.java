package org.lvsh.shell.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The history of a kernel that ends with the session. */
final class HistoryInMemory implements History {
  private final NavigableMap<Integer, Past> all = new TreeMap<>();

  @Override
  public Listing list() {
    List<Entry> entries = new ArrayList<>(all.values().stream().map(Past::entry).toList());
    Collections.reverse(entries);
    return new Listing(entries, List.of());
  }

  @Override
  public Optional<Past> read(int number) {
    return Optional.ofNullable(all.get(number));
  }

  @Override
  public Optional<String> keep(IntFunction<Entry> entry, Change change) {
    int number = all.isEmpty() ? 1 : all.lastKey() + 1;
    all.put(number, new Past(entry.apply(number), change));
    if (all.size() > MOST_ENTRIES) {
      all.pollFirstEntry();
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> boot() {
    return Optional.empty();
  }
}
