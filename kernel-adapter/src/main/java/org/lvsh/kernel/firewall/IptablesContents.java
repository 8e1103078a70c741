package org.lvsh.kernel.firewall;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lvsh.kernel.model.MarkRule;

/**
 * What one address family's iptables holds for us.
 *
 * @param chains those of our chains that are there
 * @param jumps the chains from which packets get to ours, one as often as there is such a rule
 * @param rules the rules of our chain
 * @param notes the comments of our chain of notes
 */
record IptablesContents(
    List<String> chains,
    List<String> jumps,
    NavigableMap<MarkRule.Match, MarkRule> rules,
    NavigableMap<NotePlace, String> notes) {

  static final String CHAIN = "LVSH";
  static final String NOTES = "LVSH-NOTES";
  static final List<String> HOOKS = List.of("PREROUTING", "OUTPUT");

  static final IptablesContents ABSENT =
      new IptablesContents(List.of(), List.of(), new TreeMap<>(), new TreeMap<>());

  IptablesContents {
    chains = List.copyOf(chains);
    jumps = List.copyOf(jumps);
    rules = freeze(rules);
    notes = freeze(notes);
  }

  /** What there is after these rules and notes were written. */
  static IptablesContents of(
      SortedMap<MarkRule.Match, MarkRule> rules, SortedMap<NotePlace, String> notes) {
    return rules.isEmpty() && notes.isEmpty()
        ? ABSENT
        : new IptablesContents(
            List.of(CHAIN, NOTES), HOOKS, new TreeMap<>(rules), new TreeMap<>(notes));
  }

  private static <K extends Comparable<? super K>, V> NavigableMap<K, V> freeze(
      SortedMap<K, V> map) {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(map));
  }

  /** The rules that packets get to. */
  NavigableMap<MarkRule.Match, MarkRule> rulesInForce() {
    return jumps.containsAll(HOOKS) ? rules : Collections.emptyNavigableMap();
  }

  /**
   * Whether nothing need be done to get what is wanted. Rules and chains that nobody wants must go
   * even where not every packet gets to them: those that leave by {@code OUTPUT} may.
   */
  boolean isAlready(IptablesContents wanted) {
    return wanted.equals(ABSENT)
        ? equals(ABSENT)
        : rules.equals(wanted.rules)
            && rulesInForce().equals(wanted.rulesInForce())
            && notes.equals(wanted.notes);
  }
}
