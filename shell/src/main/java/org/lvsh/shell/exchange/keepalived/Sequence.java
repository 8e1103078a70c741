package org.lvsh.shell.exchange.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line that stands for several, {@code ~SEQ(NAME, FROM, STEP, TO) TEXT} or {@code ~LST(NAME, ONE,
 * TWO) TEXT}: once with each value of its names.
 *
 * @param textAt where in the line the text begins
 * @param count how often
 */
record Sequence(int textAt, long count, Values values) {
  private static final Pattern SEQ =
      Pattern.compile("~SEQ(x?)[ \\t]*\\([ \\t]*([A-Za-z_]\\w*)[ \\t]*,([^)]*)\\)[ \\t]*(.*)");
  private static final Pattern LST = Pattern.compile("~LST[ \\t]*\\(([^)]*)\\)[ \\t]*(.*)");
  private static final Pattern NUMBER = Pattern.compile("[+-]?(0[xX][0-9a-fA-F]+|[0-9]+)");
  private static final Pattern LIST = Pattern.compile("\\{([^}]*)\\}|([^,{}]+)");

  /** The values of the names at one turn. */
  interface Values {
    Map<String, String> at(long turn);
  }

  static boolean begins(String line) {
    return line.startsWith("~SEQ") || line.startsWith("~LST");
  }

  /**
   * Reads a line.
   *
   * @param substitute puts values in the place of the names in the numbers
   */
  static Optional<Sequence> of(String line, UnaryOperator<String> substitute) {
    return line.startsWith("~SEQ") ? numbers(line, substitute) : list(line);
  }

  private static Optional<Sequence> numbers(String line, UnaryOperator<String> substitute) {
    Matcher matcher = SEQ.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> words =
        Stream.of(substitute.apply(matcher.group(3)).split(",", -1)).map(String::strip).toList();
    if (words.size() > 3 || !words.stream().allMatch(word -> NUMBER.matcher(word).matches())) {
      return Optional.empty();
    }
    boolean hexadecimal = !matcher.group(1).isEmpty();
    return run(words)
        .filter(run -> !hexadecimal || (run.first >= 0 && run.last >= 0))
        .map(
            run ->
                new Sequence(
                    matcher.start(4),
                    run.count(),
                    turn -> Map.of(matcher.group(2), run.text(turn, hexadecimal))));
  }

  /** One number is the end, two are both ends, three have the step in the middle. */
  private static Optional<Run> run(List<String> words) {
    try {
      List<Long> numbers = words.stream().map(Long::decode).toList();
      long last = numbers.get(numbers.size() - 1);
      long first = numbers.size() > 1 ? numbers.get(0) : last < 0 ? -1 : 1;
      long step = numbers.size() > 2 ? numbers.get(1) : last < first ? -1 : 1;
      boolean arrives = step != 0 && (first == last || first < last == step > 0);
      return arrives ? Optional.of(new Run(first, step, last)) : Optional.empty();
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  private record Run(long first, long step, long last) {
    long count() {
      return (last - first) / step + 1;
    }

    String text(long turn, boolean hexadecimal) {
      long value = first + turn * step;
      return hexadecimal ? Long.toHexString(value) : Long.toString(value);
    }
  }

  private static Optional<Sequence> list(String line) {
    Matcher matcher = LST.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<List<String>> sets = sets(matcher.group(1));
    if (sets.size() < 2
        || sets.get(0).stream().anyMatch(name -> !name.matches("[A-Za-z_]\\w*"))
        || sets.stream().anyMatch(set -> set.size() > sets.get(0).size())) {
      return Optional.empty();
    }
    return Optional.of(
        new Sequence(
            matcher.start(2),
            sets.size() - 1L,
            turn -> together(sets.get(0), sets.get((int) turn + 1))));
  }

  /** Each a word, or several in braces. */
  private static List<List<String>> sets(String text) {
    List<List<String>> sets = new ArrayList<>();
    Matcher matcher = LIST.matcher(text);
    while (matcher.find()) {
      String set = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      if (matcher.group(1) != null || !set.isBlank()) {
        sets.add(Stream.of(set.split(",", -1)).map(String::strip).toList());
      }
    }
    return sets;
  }

  /** A name without a value stands for nothing. */
  private static Map<String, String> together(List<String> names, List<String> values) {
    Map<String, String> together = new TreeMap<>();
    for (int at = 0; at < names.size(); at++) {
      together.put(names.get(at), at < values.size() ? values.get(at) : "");
    }
    return together;
  }
}
