package org.lvsh.shell.exchange.script;

import java.util.List;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.shell.exchange.Findings;

/** What stands within a word for a shell to find out: commands, and more such words. */
final class Substitutions {
  private Substitutions() {}

  /** The commands of {@code $(…)}, of backquotes and of {@code <(…)}. */
  static List<Node> commands(String written) {
    if (written.startsWith("`")) {
      return text(written.substring(1, written.length() - 1).replaceAll("\\\\([`$\\\\])", "$1"));
    }
    return isWord(written) ? List.of() : text(written.substring(2, written.length() - 1));
  }

  /** What a shell finds out first within {@code ${…}} and {@code $((…))}. */
  static List<String> within(String written) {
    if (!isWord(written)) {
      return List.of();
    }
    Source source = Source.of("", written);
    return WordReader.document(source, 2, written.length() - 1, false).unknown();
  }

  private static boolean isWord(String written) {
    return written.startsWith("${") || (written.startsWith("$((") && written.endsWith("))"));
  }

  /** A text as commands, as far as it can be read. */
  static List<Node> text(String commands) {
    return ShellParser.parse(Source.of("", commands), new Findings());
  }
}
