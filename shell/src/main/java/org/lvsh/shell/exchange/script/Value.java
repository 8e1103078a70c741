package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;

/**
 * What a variable stands for.
 *
 * @param words one, or those of an array
 * @param unknown why it is not known, where it is not
 */
record Value(List<String> words, Optional<String> unknown) {
  Value {
    words = List.copyOf(words);
  }

  static Value of(String text) {
    return new Value(List.of(text), Optional.empty());
  }

  static Value of(List<String> words) {
    return new Value(words, Optional.empty());
  }

  static Value unknown(String why) {
    return new Value(List.of(), Optional.of(why));
  }
}
