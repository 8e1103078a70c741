package org.lvsh.shell.exchange.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code export NAME=VALUE} and the like.
 *
 * @param program which of them
 * @param flags its options
 * @param names the variables without a value; those with one are assigned
 */
record Declaration(String program, List<String> flags, List<String> names) {
  /** What says values of variables. */
  static final Set<String> PROGRAMS = Set.of("export", "local", "declare", "typeset", "readonly");

  private static final Pattern VALUE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\+?)=(?s:(.*))");

  Declaration {
    flags = List.copyOf(flags);
    names = List.copyOf(names);
  }

  static Declaration of(String program, List<String> arguments) {
    return new Declaration(
        program,
        arguments.stream().filter(Declaration::isFlag).toList(),
        arguments.stream().filter(one -> one.matches("[A-Za-z_][A-Za-z0-9_]*")).toList());
  }

  /**
   * What words say that are not written as assignments, {@code export "NAME=VALUE"}; nothing where
   * it is not known which variables they set.
   */
  static Optional<Map<String, Value>> quoted(List<RawWord> words, Variables variables) {
    Map<String, Value> said = new LinkedHashMap<>();
    for (RawWord word : words) {
      Expanded texts = variables.expand(word);
      boolean named = false;
      for (String text : texts.texts()) {
        Matcher form = VALUE.matcher(text);
        if (form.matches()) {
          named = true;
          boolean plain = form.group(2).isEmpty() && !form.group(3).startsWith("(");
          String why = "only a shell can find out what $" + form.group(1) + " is";
          Value value = plain ? Value.of(form.group(3)) : Value.unknown(why);
          said.put(
              form.group(1),
              texts.problem().map(problem -> Value.unknown(problem.why())).orElse(value));
        }
      }
      if (texts.problem().isPresent() && !named) {
        return Optional.empty();
      }
    }
    return Optional.of(said);
  }

  private static boolean isFlag(String word) {
    return word.startsWith("-") || word.startsWith("+");
  }

  private boolean has(char letter) {
    return flags.stream().anyMatch(flag -> flag.startsWith("-") && flag.indexOf(letter) > 0);
  }

  /** Whether it prints or is about functions, so that it says nothing of variables. */
  boolean isOther() {
    return has('f') || has('F') || has('p');
  }

  /** Whether the variables of a function are meant, which end with it. */
  boolean isLocal() {
    return switch (program) {
      case "local" -> true;
      case "declare", "typeset" -> !has('g');
      default -> false;
    };
  }

  /** Whether a name without a value is an array of no words. */
  boolean isArray() {
    return has('a') || has('A');
  }

  /** Whether what is assigned is changed by a shell: reckoned, in other letters, another name. */
  boolean isReckoned() {
    return has('i') || has('n') || has('u') || has('l');
  }
}
