package org.lvsh.kernel.firewall;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lvsh.kernel.model.MarkRule;

/**
 * What our table holds, element by element.
 *
 * @param presence whether it is there, and does its work
 * @param rules the elements of the four maps
 * @param notes the elements of the set of notes
 */
record NftContents(
    Presence presence,
    NavigableMap<MarkRule.Match, MarkRule> rules,
    NavigableMap<NotePlace, String> notes) {

  static final NftContents ABSENT =
      new NftContents(Presence.ABSENT, new TreeMap<>(), new TreeMap<>());

  /** Whether there is a table. */
  enum Presence {
    ABSENT,
    /** A chain, a rule or a map is gone, or the table is asleep: it marks no packets. */
    BROKEN,
    WHOLE
  }

  NftContents {
    rules = freeze(rules);
    notes = freeze(notes);
  }

  private static <K extends Comparable<? super K>, V> NavigableMap<K, V> freeze(
      SortedMap<K, V> map) {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(map));
  }

  /** The elements that a whole table has for a state, its notes where they were. */
  NftContents changedTo(FirewallState state) {
    return new NftContents(
        Presence.WHOLE, state.markRules(), Notes.of(notes).changedTo(state).pieces());
  }

  /**
   * The state that the elements stand for. Rules of a broken table mark nothing, so they are not
   * there.
   *
   * @throws IllegalArgumentException where the notes are not what lvsh writes
   */
  FirewallState state() {
    Notes noted = Notes.of(notes);
    return new FirewallState(
        presence == Presence.WHOLE ? rules : new TreeMap<>(), noted.ownership(), noted.lastMark());
  }
}
