package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** The names of the variables that these words may set. */
  static List<String> sets(List<String> words) {
    List<String> names = new ArrayList<>();
    for (String word : words) {
      Matcher set = SET.matcher(word);
      while (set.find()) {
        names.add(set.group(1) == null ? set.group(2) : set.group(1));
      }
    }
    return names;
  }
}
