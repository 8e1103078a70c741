package org.lvsh.shell.command;

import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Some words that may stand at a place, in the order in which they are shown.
 *
 * @param more how many there are besides
 */
public record Names(List<Name> names, int more) {
  /** How many are named: a screen of them. */
  public static final int LIMIT = 24;

  static final Names NONE = new Names(List.of(), 0);

  public Names {
    names = List.copyOf(names);
  }

  static Names of(Name name) {
    return new Names(List.of(name), 0);
  }

  /**
   * Those of the keys that begin with a word. Of many the first ones are taken, and the very last:
   * so what all of them begin with is what those begin with that are taken. The time depends on how
   * many are taken, not on how many there are.
   *
   * @param meaning says what one means; asked for those that are taken alone
   */
  static <T> Names beginning(
      ImmutableSortedMap<String, T> all, String typed, Function<T, String> meaning) {
    ImmutableSortedMap<String, T> fitting =
        all.subMap(typed, true, typed + Character.MAX_VALUE, false);
    List<Name> names = new ArrayList<>();
    for (Map.Entry<String, T> entry : fitting.entrySet()) {
      if (names.size() == LIMIT - 1) {
        break;
      }
      names.add(Name.of(entry.getKey(), meaning.apply(entry.getValue())));
    }
    if (names.size() < fitting.size()) {
      Map.Entry<String, T> last = fitting.lastEntry();
      names.add(Name.of(last.getKey(), meaning.apply(last.getValue())));
    }
    return new Names(names, fitting.size() - names.size());
  }
}
