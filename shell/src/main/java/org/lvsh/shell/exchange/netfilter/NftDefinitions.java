package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lvsh.shell.exchange.Findings;
import org.lvsh.shell.exchange.script.Word;

/**
 * The names of nft(8) that {@code define} gives, which stand for what they are from there on, in
 * later definitions, too: {@code define VIPS = { $first, 10.0.0.2 }}, over several lines where its
 * braces are.
 */
final class NftDefinitions {
  /** Far more than any file needs: a definition may name others many times over. */
  private static final int MOST_WORDS = 1 << 20;

  private static final Set<String> VERBS = Set.of("define", "redefine");

  private final Map<String, List<Word>> definitions = new HashMap<>();
  private final Findings findings;

  /** How many words the definitions have put in the place of names. */
  private int words;

  private boolean full;

  NftDefinitions(Findings findings) {
    this.findings = findings;
  }

  /** All words but the definitions, each name as what it stands for. */
  List<Word> apply(List<Word> all) {
    Cursor cursor = new Cursor(all);
    List<Word> rest = new ArrayList<>();
    while (!cursor.isAtEnd()) {
      Word word = cursor.take();
      if (VERBS.contains(word.text())) {
        define(cursor);
      } else if (!add(word, rest)) {
        return List.of();
      }
    }
    return rest;
  }

  /** {@code NAME = VALUE} up to the end of the line, the blanks around the sign may be missing. */
  private void define(Cursor cursor) {
    List<Word> said = cursor.statement();
    if (said.isEmpty()) {
      return;
    }
    Word first = said.get(0);
    int sign = first.text().indexOf('=');
    String name = sign < 0 ? first.text() : first.text().substring(0, sign);
    List<Word> value = new ArrayList<>();
    boolean behind = sign >= 0;
    if (behind && sign + 1 < first.text().length()) {
      add(first.part(sign + 1, first.text().length()), value);
    }
    for (Word word : said.subList(1, said.size())) {
      if (behind) {
        if (!add(word, value)) {
          return;
        }
      } else {
        behind = true;
        if (word.text().startsWith("=") && word.text().length() > 1) {
          add(word.part(1, word.text().length()), value);
        }
      }
    }
    definitions.put("$" + name, value);
  }

  /**
   * Adds what a word stands for; of a set within another one its members.
   *
   * @return whether there was room
   */
  private boolean add(Word word, List<Word> to) {
    List<Word> value = definitions.get(word.text());
    if (value == null) {
      return to.add(word);
    }
    int last = value.size() - 1;
    boolean set = last > 0 && value.get(0).text().equals("{") && value.get(last).text().equals("}");
    List<Word> said = set && isInSet(to) ? value.subList(1, last) : value;
    if (said.size() > MOST_WORDS - words) {
      tellOnce(word);
      return false;
    }
    words += said.size();
    to.addAll(said);
    return true;
  }

  private void tellOnce(Word word) {
    if (!full) {
      full = true;
      findings.error(
          "bad-nft",
          word.span(),
          "what %s stands for makes the rules too long".formatted(word.text()),
          "say it in fewer words: there may be %,d".formatted(MOST_WORDS));
    }
  }

  private static boolean isInSet(List<Word> before) {
    int at = before.size() - 1;
    while (at >= 0 && before.get(at).text().equals(NftTokens.END)) {
      at--;
    }
    return at >= 0 && Set.of("{", ",").contains(before.get(at).text());
  }
}
