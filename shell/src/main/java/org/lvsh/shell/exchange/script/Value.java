package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;

/**
 * What a variable stands for.
 *
 * @param words one, or those of an array
 * @param unknown why it is not known, where it is not
 * @param guess what it is where the script is called with the word that is guessed, which counts in
 *     conditions alone
 * @param absent whether there is none where the script is called with no word
 */
record Value(List<String> words, Optional<String> unknown, Optional<String> guess, boolean absent) {
  Value {
    words = List.copyOf(words);
  }

  static Value of(String text) {
    return of(List.of(text));
  }

  static Value of(List<String> words) {
    return new Value(words, Optional.empty(), Optional.empty(), false);
  }

  static Value unknown(String why) {
    return new Value(List.of(), Optional.of(why), Optional.empty(), false);
  }

  Value withGuess(String text) {
    return withGuess(text, false);
  }

  Value withGuess(String text, boolean none) {
    return new Value(words, unknown, Optional.of(text), none);
  }

  /** The same where it is known that there is one. */
  Value there() {
    return new Value(words, unknown, guess, false);
  }

  /** What it is in a condition. */
  Value inCondition() {
    return guess.map(Value::of).orElse(this);
  }
}
