package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;

/**
 * What a script or a function is called with.
 *
 * @param values those that are known to be there, each known or not
 * @param more why it is not known which others follow, where it is not
 * @param guessed whether it is a guess how many they are
 */
record Parameters(List<Value> values, Optional<String> more, boolean guessed) {
  Parameters {
    values = List.copyOf(values);
  }

  static Parameters of(List<String> words) {
    return new Parameters(words.stream().map(Value::of).toList(), Optional.empty(), false);
  }

  /** The one that a script is guessed to be called with. */
  static Parameters guess(String word) {
    Value value = Value.unknown("$1 is said when the script is called").withGuess(word, true);
    return new Parameters(List.of(value), Optional.empty(), true);
  }

  /** Of which nothing is known. */
  static Parameters unknown(String why) {
    return new Parameters(List.of(), Optional.of(why), false);
  }

  /** One of them, from 1. */
  Value get(int number) {
    if (number <= values.size()) {
      return values.get(number - 1);
    }
    return Value.unknown(more.orElse("$" + number + " is said when the script is called"));
  }

  /** Whether there is no such one. */
  boolean isUnset(int number) {
    return number > values.size() && more.isEmpty();
  }

  Value count() {
    String count = Integer.toString(values.size());
    if (more.isPresent()) {
      return Value.unknown(more.get());
    }
    return guessed
        ? Value.unknown("$# is said when the script is called").withGuess(count)
        : Value.of(count);
  }

  /** All of them. */
  Value all() {
    Optional<String> unknown =
        values.stream().flatMap(one -> one.unknown().stream()).findFirst().or(() -> more);
    List<Value> guesses = values.stream().map(Value::inCondition).toList();
    boolean known = more.isEmpty() && guesses.stream().allMatch(one -> one.unknown().isEmpty());
    Value all = unknown.map(Value::unknown).orElseGet(() -> Value.of(texts(values)));
    boolean differs = values.stream().anyMatch(one -> one.guess().isPresent());
    return known && differs ? all.withGuess(String.join(" ", texts(guesses))) : all;
  }

  private static List<String> texts(List<Value> values) {
    return values.stream().flatMap(one -> one.words().stream()).toList();
  }

  /** Whether as many as that can be taken out at the front. */
  Status canShift(int count) {
    if (count <= values.size()) {
      return Status.SUCCESS;
    }
    return more.isPresent() ? Status.UNKNOWN : Status.FAILURE;
  }

  /** Those behind some at the front. */
  Parameters behind(int count) {
    int taken = Math.min(count, values.size());
    return new Parameters(values.subList(taken, values.size()), more, guessed);
  }
}
