package org.lvsh.shell.inspect;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Words that findings have in common, and commands as a shell takes them. */
final class DoctorWords {
  private static final int MOST_NAMES = 3;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

  private DoctorWords() {}

  /** A number and a noun, in the plural where it is not one. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code service web}, {@code services mail and web}, {@code services a, b, c and 4 more}. */
  static String services(Collection<String> names) {
    return (names.size() == 1 ? "service " : "services ") + list(names);
  }

  /** The first names, and how many there are besides. */
  static String list(Collection<String> names) {
    List<String> all = names.stream().sorted().distinct().toList();
    if (all.size() > MOST_NAMES) {
      String first = String.join(", ", all.subList(0, MOST_NAMES));
      return first + " and " + (all.size() - MOST_NAMES) + " more";
    }
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
  }

  /**
   * A setting as sysctl(8) names it: the dot of an interface such as {@code eth0.100} is a slash.
   *
   * @param path as {@link org.lvsh.kernel.host.Host#setting} takes it
   */
  static String sysctl(String path) {
    StringBuilder name = new StringBuilder();
    path.chars()
        .map(letter -> letter == '/' ? '.' : letter == '.' ? '/' : letter)
        .forEach(letter -> name.append((char) letter));
    return name.toString();
  }

  /** The command that sets it. */
  static String sysctl(String path, long value) {
    return "sysctl -w " + quoted(sysctl(path) + "=" + value, "=");
  }

  /** The command that sets one of IPVS's own settings. */
  static String setting(String name, String value) {
    return "lvsh --yes kernel %s = %s".formatted(name, value);
  }

  /** A word as a shell takes it. */
  static String word(String word) {
    return quoted(word, "");
  }

  private static String quoted(String word, String harmless) {
    String rest = harmless.isEmpty() ? word : word.replace(harmless, "");
    return PLAIN.matcher(rest).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
