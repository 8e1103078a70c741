package org.lvsh.shell.exchange.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A script of a seed: conditions, loops, functions, and words of all kinds; it always ends. */
final class RandomScript {
  private static final int DEEPEST = 4;
  private static final List<String> NAMES = List.of("A", "B", "C", "D");
  private static final List<String> LETTERS =
      List.of("a", "b", "ab", "1", "80", "x-y", "a.b", "start", "0", "7f");

  private final Random random;

  /** How many functions can be called where it stands: those before it alone. */
  private int functions;

  private boolean inFunction;
  private int loops;
  private int depth;

  RandomScript(long seed) {
    random = new Random(seed);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    NAMES.forEach(name -> text.append(name).append('=').append(value()).append('\n'));
    int count = random.nextInt(4);
    for (int at = 0; at < count; at++) {
      inFunction = true;
      text.append("f%d() {\n%s\n}\n".formatted(at, list(1 + random.nextInt(3))));
      inFunction = false;
      functions = at + 1;
    }
    return text.append(list(3 + random.nextInt(5))).append('\n').toString();
  }

  @SafeVarargs
  private String one(Supplier<String>... of) {
    return of[random.nextInt(of.length)].get();
  }

  private String among(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private String some(int most, Supplier<String> words) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(at -> words.get())
        .collect(Collectors.joining(" "));
  }

  private String value() {
    return one(
        () -> among(LETTERS),
        () -> "",
        () -> "'%s %s'".formatted(among(LETTERS), among(LETTERS)),
        () -> "' %s'".formatted(among(LETTERS)),
        () -> "\"*\"",
        () -> "'[!0-9]*'");
  }

  private String list(int count) {
    List<String> statements = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      statements.add(statement());
    }
    return String.join("\n", statements);
  }

  private String statement() {
    if (depth >= DEEPEST) {
      return command();
    }
    depth++;
    String text =
        random.nextInt(3) == 0 ? simple() : random.nextInt(3) == 0 ? command() : compound();
    depth--;
    return text;
  }

  private String command() {
    return "ipvsadm " + some(3, this::word);
  }

  private String simple() {
    return one(
        () -> among(NAMES) + "=" + word(),
        () -> ": ${%s%s=%s}".formatted(among(NAMES), among(List.of("", ":")), word()),
        () -> random.nextInt(3) == 0 ? "unset " + among(NAMES) : among(NAMES) + "=" + value(),
        () -> "set -- " + some(3, this::word),
        () -> "if [ $# -gt 0 ]; then shift; fi",
        () -> among(NAMES) + "=" + value(),
        () -> among(NAMES) + "=`" + statement().replace("`", "") + "`",
        () -> "eval \"%s=%s\"".formatted(among(NAMES), among(LETTERS)),
        () -> "eval " + call(),
        () -> inFunction ? "return " + random.nextInt(2) : call(),
        () -> loops > 0 ? among(List.of("break", "continue", "break 2")) : call(),
        () -> inFunction ? "local " + among(NAMES) + "=\"" + among(LETTERS) + "\"" : call(),
        () -> "echo " + some(2, this::word),
        () -> "export \"" + among(NAMES) + "=" + among(LETTERS) + "\"",
        this::call);
  }

  private String call() {
    return functions == 0
        ? command()
        : "f%d %s".formatted(random.nextInt(functions), some(3, this::word));
  }

  private String compound() {
    return one(
        () -> "if %s; then\n%s\nelse\n%s\nfi".formatted(condition(), list(1), list(1)),
        () -> "if %s; then\n%s\nfi".formatted(condition(), list(2)),
        () -> condition() + " && " + statement(),
        () -> condition() + " || " + statement(),
        this::selection,
        this::loop,
        () -> "(\n" + apart(() -> list(2)) + "\n)",
        () -> "{\n" + list(2) + "\n}",
        this::call);
  }

  /** What leads out of a loop leads out of no other shell. */
  private String apart(Supplier<String> inner) {
    int before = loops;
    loops = 0;
    String text = inner.get();
    loops = before;
    return text;
  }

  private String loop() {
    String words = random.nextInt(4) == 0 ? "\"$@\"" : some(3, this::word);
    loops++;
    String body = list(2);
    loops--;
    return "for %s in %s; do\n%s\ndone".formatted(among(NAMES), words, body);
  }

  private String selection() {
    String branches =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(at -> pattern() + (random.nextBoolean() ? "|" + pattern() : ""))
            .map(patterns -> "%s)\n%s\n;;\n".formatted(patterns, list(1)))
            .collect(Collectors.joining());
    return "case %s in\n%sesac".formatted(word(), branches);
  }

  private String pattern() {
    return IntStream.range(0, 1 + random.nextInt(2))
        .mapToObj(
            at ->
                one(
                    () -> among(LETTERS),
                    () -> "*",
                    () -> "?",
                    () -> "\"*\"",
                    () -> "''",
                    () -> "[!0-9]",
                    () -> "[a-x]*",
                    () -> "[0-9.]",
                    () -> "[[:digit:]]",
                    () -> "[![:alpha:]-]",
                    () -> "[]x]",
                    () -> "\\*",
                    this::variable,
                    () -> "\"" + variable() + "\""))
        .collect(Collectors.joining());
  }

  private String condition() {
    return one(
        () -> "[ %s = %s ]".formatted(word(), word()),
        () -> "[ \"%s\" != %s ]".formatted(variable(), word()),
        () -> "[ -n " + word() + " ]",
        () -> "[ -z \"" + variable() + "\" ]",
        () -> "[ " + word() + " ]",
        () -> "[ ! " + word() + " ]",
        () -> "[ $# -%s %d ]".formatted(among(List.of("eq", "lt", "ge")), random.nextInt(3)),
        () -> "! [ -n " + word() + " ]",
        () -> "test " + word(),
        () -> "[ $? -eq 0 ]",
        () -> "true",
        () -> "false",
        this::call);
  }

  private String word() {
    return IntStream.range(0, 1 + random.nextInt(2))
        .mapToObj(at -> piece())
        .collect(Collectors.joining());
  }

  private String piece() {
    return one(
        () -> among(LETTERS),
        () -> "'" + among(LETTERS) + " $A'",
        () -> "\"" + among(LETTERS) + " " + variable() + "\"",
        () -> "\\$" + among(LETTERS),
        () -> "''",
        this::variable,
        this::variable,
        () -> "\"" + variable() + "\"",
        () -> random.nextInt(6) == 0 ? "$(echo " + among(LETTERS) + ")" : variable());
  }

  private String variable() {
    return one(
        () -> "$" + among(NAMES),
        () -> "$" + among(NAMES),
        () -> "${" + among(NAMES) + "}",
        () -> "${%s%s%s}".formatted(among(NAMES), operator(), among(LETTERS)),
        () -> "${%s%s%s}".formatted(among(NAMES), operator(), "'a b'"),
        () -> "${%s%s$%s}".formatted(among(NAMES), operator(), among(NAMES)),
        () -> inFunction ? among(List.of("$1", "$@", "$*", "$#", "${2:-a b}", "${1+set}")) : "$#");
  }

  private String operator() {
    return among(List.of("-", ":-", "+", ":+", "=", ":="));
  }
}
