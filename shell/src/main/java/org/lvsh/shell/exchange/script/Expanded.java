package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;
import org.lvsh.language.diagnostic.Span;

/**
 * What words become when variables are put in place.
 *
 * @param words as far as they are known
 * @param problem what is not known, the first of it
 * @param guessed whether they are others in a condition, where a guess counts
 */
record Expanded(List<Word> words, Optional<Problem> problem, boolean guessed) {
  Expanded {
    words = List.copyOf(words);
  }

  /** Something that is not known, and why. */
  record Problem(Span span, String why) {}

  List<String> texts() {
    return words.stream().map(Word::text).toList();
  }
}
