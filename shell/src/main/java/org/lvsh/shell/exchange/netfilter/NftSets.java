package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lvsh.shell.exchange.script.Word;

/** The named sets and maps of nft. */
final class NftSets {
  /** What an element has besides its key and its value. */
  private static final Set<String> REST = Set.of("comment", "counter", "timeout", "expires");

  private final Map<Chain, List<List<Word>>> sets = new HashMap<>();

  void declare(String table, String name) {
    sets.computeIfAbsent(new Chain(table, name), unseen -> new ArrayList<>());
  }

  void add(String table, String name, List<List<Word>> elements) {
    sets.computeIfAbsent(new Chain(table, name), unseen -> new ArrayList<>()).addAll(elements);
  }

  Optional<List<List<Word>>> of(String table, String name) {
    return Optional.ofNullable(sets.get(new Chain(table, name)));
  }

  void clear() {
    sets.clear();
  }

  /** What stands between commas, without what does not matter. */
  static List<List<Word>> elements(List<Word> block) {
    List<List<Word>> elements = new ArrayList<>();
    List<Word> element = new ArrayList<>();
    boolean rest = false;
    for (Word word : block) {
      if (word.text().equals(",")) {
        elements.add(element);
        element = new ArrayList<>();
        rest = false;
      } else if (!word.text().equals(NftTokens.END)) {
        // A value stands behind what does not matter, as in '80 comment "x" : 1'.
        rest = (rest || REST.contains(word.text())) && !word.text().equals(":");
        if (!rest) {
          element.add(word);
        }
      }
    }
    elements.add(element);
    elements.removeIf(List::isEmpty);
    return elements;
  }
}
