package org.lvsh.shell.exchange.script;

import java.util.List;
import java.util.Set;

/** What {@code [ … ]} says, where it compares words and asks nothing of the machine. */
final class Conditions {
  /** The names of the test. */
  static final Set<String> TESTS = Set.of("[", "[[", "test");

  private Conditions() {}

  /** The test of these words, the closing bracket left out. */
  static Status of(List<String> words) {
    if (words.isEmpty()) {
      return Status.FAILURE;
    }
    if (words.get(0).equals("!")) {
      return of(words.subList(1, words.size())).negated();
    }
    return switch (words.size()) {
      case 1 -> Status.of(!words.get(0).isEmpty());
      case 2 -> unary(words.get(0), words.get(1));
      case 3 -> binary(words.get(0), words.get(1), words.get(2));
      default -> Status.UNKNOWN;
    };
  }

  private static Status unary(String operator, String word) {
    return switch (operator) {
      case "-z" -> Status.of(word.isEmpty());
      case "-n" -> Status.of(!word.isEmpty());
      // The director's programs are there: without them the script does nothing.
      case "-x", "-f", "-e" ->
          word.matches("(/[^/]+)*/s?bin/[^/]+") && Tools.isOne(ShellCommand.name(word))
              ? Status.SUCCESS
              : Status.UNKNOWN;
      default -> Status.UNKNOWN;
    };
  }

  private static Status binary(String one, String operator, String other) {
    return switch (operator) {
      case "=", "==" -> ShellPattern.matches(one, other, true);
      case "!=" -> ShellPattern.matches(one, other, true).negated();
      case "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> numbers(one, operator, other);
      default -> Status.UNKNOWN;
    };
  }

  private static Status numbers(String one, String operator, String other) {
    if (!one.matches("-?\\d{1,9}") || !other.matches("-?\\d{1,9}")) {
      return Status.UNKNOWN;
    }
    int order = Integer.compare(Integer.parseInt(one), Integer.parseInt(other));
    return switch (operator) {
      case "-eq" -> Status.of(order == 0);
      case "-ne" -> Status.of(order != 0);
      case "-lt" -> Status.of(order < 0);
      case "-le" -> Status.of(order <= 0);
      case "-gt" -> Status.of(order > 0);
      default -> Status.of(order >= 0);
    };
  }
}
