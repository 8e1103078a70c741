package org.lvsh.kernel.firewall;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.ServiceKey;

/**
 * The names of services and the last mark, as they are noted down in pieces. The note of a service
 * keeps its number as long as the service has a name, so that a change rewrites that note only.
 */
final class Notes {
  static final Notes NONE = new Notes(Optional.empty(), new TreeMap<>());
  private static final long LAST_MARK = 0;

  private final Optional<Mark> lastMark;
  private final NavigableMap<Long, Ownership> numbered;

  private Notes(Optional<Mark> lastMark, NavigableMap<Long, Ownership> numbered) {
    this.lastMark = lastMark;
    this.numbered = Collections.unmodifiableNavigableMap(numbered);
  }

  /**
   * Puts pieces together.
   *
   * @throws IllegalArgumentException where a piece is missing, or is nothing that lvsh writes
   */
  static Notes of(SortedMap<NotePlace, String> pieces) {
    NavigableMap<Long, String> texts = texts(pieces);
    Optional<Mark> lastMark = Optional.ofNullable(texts.remove(LAST_MARK)).map(NoteText::lastMark);
    NavigableMap<Long, Ownership> numbered = new TreeMap<>();
    texts.forEach((number, text) -> numbered.put(number, NoteText.ownership(text)));
    if (byService(numbered).size() < numbered.size()) {
      throw new IllegalArgumentException("a service has two names");
    }
    return new Notes(lastMark, numbered);
  }

  private static NavigableMap<Long, String> texts(SortedMap<NotePlace, String> pieces) {
    NavigableMap<Long, StringBuilder> texts = new TreeMap<>();
    Map<Long, Integer> parts = new HashMap<>();
    pieces.forEach(
        (place, piece) -> {
          if (place.part() != parts.merge(place.note(), 1, Integer::sum) - 1) {
            throw new IllegalArgumentException("a piece before " + place + " is missing");
          }
          texts.computeIfAbsent(place.note(), note -> new StringBuilder()).append(piece);
        });
    NavigableMap<Long, String> whole = new TreeMap<>();
    texts.forEach((note, text) -> whole.put(note, text.toString()));
    return whole;
  }

  /** The notes of another state: a service that has a name in both keeps its number. */
  Notes changedTo(FirewallState state) {
    Map<ServiceKey, Long> numbers = new HashMap<>();
    numbered.forEach((number, ownership) -> numbers.put(ownership.key(), number));
    long next = numbered.isEmpty() ? LAST_MARK + 1 : numbered.lastKey() + 1;
    NavigableMap<Long, Ownership> changed = new TreeMap<>();
    for (Ownership ownership : state.ownership().values()) {
      Long number = numbers.get(ownership.key());
      changed.put(number == null ? next++ : number, ownership);
    }
    return new Notes(state.lastMark(), changed);
  }

  /** Every piece, each short enough for a comment. */
  NavigableMap<NotePlace, String> pieces() {
    NavigableMap<NotePlace, String> pieces = new TreeMap<>();
    lastMark.ifPresent(mark -> put(pieces, LAST_MARK, NoteText.of(mark)));
    numbered.forEach((number, ownership) -> put(pieces, number, NoteText.of(ownership)));
    return pieces;
  }

  private static void put(Map<NotePlace, String> pieces, long note, String text) {
    List<String> parts = CommentText.pieces(text);
    for (int part = 0; part < parts.size(); part++) {
      pieces.put(new NotePlace(note, part), parts.get(part));
    }
  }

  Optional<Mark> lastMark() {
    return lastMark;
  }

  NavigableMap<ServiceKey, Ownership> ownership() {
    return byService(numbered);
  }

  private static NavigableMap<ServiceKey, Ownership> byService(Map<Long, Ownership> numbered) {
    NavigableMap<ServiceKey, Ownership> named = new TreeMap<>();
    numbered.values().forEach(ownership -> named.put(ownership.key(), ownership));
    return named;
  }
}
