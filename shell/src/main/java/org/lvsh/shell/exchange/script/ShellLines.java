package org.lvsh.shell.exchange.script;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a text that a command reads, each with its words. */
public final class ShellLines {
  private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace());

  private ShellLines() {}

  /** Lines with words that are no comments. */
  public static List<ShellCommand> of(Word text) {
    List<ShellCommand> lines = new ArrayList<>();
    int start = 0;
    for (String line : Splitter.on('\n').split(text.text())) {
      List<Word> words = words(text.part(start, start + line.length()));
      if (!words.isEmpty() && !words.get(0).text().startsWith("#")) {
        lines.add(
            new ShellCommand(
                words,
                words.get(0).span().to(words.get(words.size() - 1).span()),
                Optional.empty(),
                List.of()));
      }
      start += line.length() + 1;
    }
    return lines;
  }

  private static List<Word> words(Word line) {
    List<Word> words = new ArrayList<>();
    int start = 0;
    for (String word : BLANKS.split(line.text())) {
      if (!word.isEmpty()) {
        words.add(line.part(start, start + word.length()));
      }
      start += word.length() + 1;
    }
    return words;
  }
}
