package org.lvsh.shell.app;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a command line as the text of statements. */
final class CommandLineText {
  /** What stands for itself: words and separators of the language, or a text in quotes. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[\\p{L}\\p{M}\\p{N}_.:/\\-\\[\\]+~@%*$;,=]+"
              + "|\"(?:[^\"\\\\\\r\\n]++|\\\\[\"\\\\])*+\"");

  private CommandLineText() {}

  /**
   * Joins words to a text. One word is a text as it stands, so that {@code lvsh 'set web wrr;
   * apply'} works; of several, one that no word of the language can be, such as the name of a file
   * with blanks or a '#', is put in quotes: else what stands before the '#' would be taken for it.
   */
  static String of(List<String> words) {
    return words.size() == 1
        ? words.get(0)
        : words.stream().map(CommandLineText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches()
        ? word
        : "\"" + word.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
  }
}
