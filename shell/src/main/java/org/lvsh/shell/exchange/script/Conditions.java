package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
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
    boolean compares = words.size() == 3 && isBinary(words.get(1));
    if (words.get(0).equals("!") && !compares && words.size() > 1) {
      return of(words.subList(1, words.size())).negated();
    }
    return switch (words.size()) {
      case 1 -> Status.of(!words.get(0).isEmpty());
      case 2 -> unary(words.get(0), words.get(1));
      case 3 -> binary(words.get(0), words.get(1), words.get(2));
      default -> Status.UNKNOWN;
    };
  }

  /**
   * The test of {@code [[ … ]]}, the brackets left out: its words stay what they are, without their
   * variables falling apart, and what a word is compared with is a pattern where it is not quoted.
   */
  static Status ofDouble(List<RawWord> words, Variables variables) {
    if (!words.isEmpty() && words.get(0).is("!")) {
      return ofDouble(words.subList(1, words.size()), variables).negated();
    }
    String operator = words.size() == 3 ? words.get(1).literal().orElse("") : "";
    boolean matches = operator.matches("==?|!=");
    List<Value> values = new ArrayList<>();
    for (int at = 0; at < words.size(); at++) {
      boolean pattern = matches && at == 2;
      RawWord word = words.get(at);
      values.add(pattern ? variables.pattern(word) : variables.single(word).inCondition());
    }
    if (values.stream().anyMatch(value -> value.unknown().isPresent())) {
      return Status.UNKNOWN;
    }
    List<String> texts = values.stream().map(value -> value.words().get(0)).toList();
    if (matches) {
      Status status = ShellPattern.matches(texts.get(0), texts.get(2), true);
      return operator.equals("!=") ? status.negated() : status;
    }
    // There a number may begin with its base, and a name stand for its value.
    boolean reckons = texts.stream().anyMatch(text -> text.matches("-?0\\d+"));
    return reckons || words.isEmpty() || words.size() > 3 ? Status.UNKNOWN : of(texts);
  }

  private static boolean isBinary(String operator) {
    return operator.matches("==?|!=|-eq|-ne|-lt|-le|-gt|-ge");
  }

  private static Status unary(String operator, String word) {
    return switch (operator) {
      case "-z" -> Status.of(word.isEmpty());
      case "-n" -> Status.of(!word.isEmpty());
      case "-d", "-e", "-f", "-r", "-w", "-x" ->
          isThere(operator, word) ? Status.SUCCESS : Status.UNKNOWN;
      default -> Status.UNKNOWN;
    };
  }

  /** The director's programs and its settings are there: without them the script does nothing. */
  private static boolean isThere(String operator, String path) {
    boolean program = path.matches("(/[^/]+)*/s?bin/[^/]+") && Tools.isOne(ShellCommand.name(path));
    boolean folder = path.matches(".*/vs/?");
    return Tools.isOfIpvs(path)
        ? operator.matches(folder ? "-[de]" : "-[efrw]")
        : program && operator.matches("-[efx]");
  }

  private static Status binary(String one, String operator, String other) {
    return switch (operator) {
      case "=", "==" -> Status.of(one.equals(other));
      case "!=" -> Status.of(!one.equals(other));
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
