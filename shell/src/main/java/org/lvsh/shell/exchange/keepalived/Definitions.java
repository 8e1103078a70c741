package org.lvsh.shell.exchange.keepalived;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code $NAME}s of a configuration stand for. What depends on the machine or the moment,
 * as {@code _ENV}, {@code _PWD} and {@code _RANDOM} do, is not known here and stays as it is.
 */
final class Definitions {
  private static final Pattern DEFINITION =
      Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)=[ \\t]*(.*)");

  /**
   * {@code find_definition} of {@code lib/parser.c}: without braces a name ends at a blank, a
   * comma, a closing parenthesis or the end of the line, else it is none.
   */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)\\}|([A-Za-z_][A-Za-z0-9_]*)(?=[ \\t,)]|$))");

  private final Map<String, List<PlacedText>> values = new HashMap<>();
  private final Map<String, String> plain = new HashMap<>();

  /**
   * With the names that keepalived defines itself.
   *
   * @param configId what {@code _INSTANCE} stands for
   */
  Definitions(Optional<String> configId) {
    plain.put("_HASH", "#");
    plain.put("_BANG", "!");
    configId.ifPresent(id -> plain.put("_INSTANCE", id));
  }

  /** A definition in a line, {@code $NAME=VALUE}: its two groups. */
  static Matcher definition(String line) {
    return DEFINITION.matcher(line);
  }

  void set(String name, String value) {
    values.remove(name);
    plain.put(name, value);
  }

  /** A value of several lines. */
  void set(String name, List<PlacedText> lines) {
    plain.remove(name);
    values.put(name, List.copyOf(lines));
  }

  /** The first name in a line from a place on that has a value to stand there. */
  Optional<Reference> first(String line, int from) {
    Matcher matcher = REFERENCE.matcher(line);
    int at = from;
    while (at <= line.length() && matcher.find(at)) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      boolean last = matcher.end() == line.length();
      if (plain.containsKey(name)) {
        return Optional.of(
            new Reference(matcher.start(), matcher.end(), plain.get(name), List.of()));
      }
      if (values.containsKey(name) && last) {
        List<PlacedText> lines = values.get(name);
        String head = lines.isEmpty() ? "" : lines.get(0).text();
        List<PlacedText> more = lines.isEmpty() ? lines : lines.subList(1, lines.size());
        return Optional.of(new Reference(matcher.start(), matcher.end(), head, more));
      }
      at = matcher.start() + 1;
    }
    return Optional.empty();
  }

  /**
   * A name with a value.
   *
   * @param value what stands in its place
   * @param more the lines that follow, of a value of several
   */
  record Reference(int start, int end, String value, List<PlacedText> more) {}
}
