package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Optional;

/**
 * What a script or a function is called with.
 *
 * @param values those that are known to be there, each known or not
 * @param more why it is not known which others follow, where it is not
 */
record Parameters(List<Value> values, Optional<String> more) {
  Parameters {
    values = List.copyOf(values);
  }

  static Parameters of(List<String> words) {
    return new Parameters(words.stream().map(Value::of).toList(), Optional.empty());
  }

  /** Of which nothing is known. */
  static Parameters unknown(String why) {
    return new Parameters(List.of(), Optional.of(why));
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
    return more.map(Value::unknown).orElseGet(() -> Value.of(Integer.toString(values.size())));
  }

  /** All of them. */
  Value all() {
    Optional<String> unknown =
        values.stream().flatMap(one -> one.unknown().stream()).findFirst().or(() -> more);
    return unknown
        .map(Value::unknown)
        .orElseGet(() -> Value.of(values.stream().flatMap(one -> one.words().stream()).toList()));
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
    return new Parameters(values.subList(taken, values.size()), more);
  }
}
