package org.lvsh.shell.app;

import java.util.List;
import java.util.stream.Collectors;

/** The words of a command line as the text of statements. */
final class CommandLineText {
  private CommandLineText() {}

  /**
   * Joins words to a text. One word is a text as it stands, so that {@code lvsh 'set web wrr;
   * apply'} works; of several, a word with blanks in it is the name of a file and is put in quotes.
   */
  static String of(List<String> words) {
    return words.size() == 1
        ? words.get(0)
        : words.stream().map(CommandLineText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    boolean blank = word.isEmpty() || word.chars().anyMatch(Character::isWhitespace);
    return blank ? "\"" + word.replaceAll("([\"\\\\])", "\\\\$1") + "\"" : word;
  }
}
