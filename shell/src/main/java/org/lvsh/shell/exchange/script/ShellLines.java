package org.lvsh.shell.exchange.script;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a text that a command reads, each with its words. */
public final class ShellLines {
  private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace());

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"|\\S+");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private ShellLines() {}

  /** Lines with words that are no comments; blanks alone part the words. */
  public static List<ShellCommand> of(Word text) {
    return of(text, ShellLines::words);
  }

  /** The same where quotes keep words together, as iptables-restore(8) has them. */
  public static List<ShellCommand> quoted(Word text) {
    return of(text, ShellLines::quotedWords);
  }

  private static List<ShellCommand> of(Word text, Function<Word, List<Word>> parting) {
    List<ShellCommand> lines = new ArrayList<>();
    int start = 0;
    for (String line : Splitter.on('\n').split(text.text())) {
      List<Word> words = parting.apply(text.part(start, start + line.length()));
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

  /** A backslash within quotes takes the meaning from what is behind it. */
  private static List<Word> quotedWords(Word line) {
    List<Word> words = new ArrayList<>();
    Matcher word = QUOTED.matcher(line.text());
    while (word.find()) {
      Word whole = line.part(word.start(), word.end());
      boolean quoted = word.group(1) != null;
      words.add(
          quoted ? new Word(ESCAPED.matcher(word.group(1)).replaceAll("$1"), whole.span()) : whole);
    }
    return words;
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
