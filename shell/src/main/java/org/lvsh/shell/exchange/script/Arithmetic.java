package org.lvsh.shell.exchange.script;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a shell reckons, {@code ((…))} and {@code let}: which variables it sets. */
final class Arithmetic {
  /** The program that {@code ((…))} is taken for. */
  static final String BRACKETS = "((";

  /** What reckons. */
  static final Set<String> PROGRAMS = Set.of(BRACKETS, "let");

  private static final Pattern SET =
      Pattern.compile(
          "(?:\\+\\+|--)\\s*([A-Za-z_]\\w*)"
              + "|([A-Za-z_]\\w*)\\s*(?:\\+\\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))");

  private Arithmetic() {}

  /** Whether what is written for a shell to find out is reckoned: {@code $((…))}. */
  static boolean isIn(String written) {
    return written.startsWith("$((");
  }

  /** The names of the variables that a word may set. */
  static Stream<String> sets(String word) {
    return SET.matcher(word).results().map(set -> set.group(set.group(1) == null ? 2 : 1));
  }
}
