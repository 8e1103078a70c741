package org.lvsh.shell.exchange.netfilter;

import java.util.ArrayList;
import java.util.List;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;
import org.lvsh.shell.exchange.script.Word;

/** The words of nft(8): those between blanks, and the signs that stand by themselves. */
final class NftTokens {
  /** What ends a statement. */
  static final String END = "\n";

  private static final String SIGNS = "{};,";

  private NftTokens() {}

  /** Those of a whole file. */
  static List<Word> of(Source source) {
    String text = source.text();
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      int end = end(text, at);
      if (next == '\n' || next == ';') {
        words.add(new Word(END, new Span(source, at, end)));
      } else if (!Character.isWhitespace(next) && next != '#' && !text.startsWith("\\\n", at)) {
        words.add(new Word(unquoted(text.substring(at, end)), new Span(source, at, end)));
      }
      at = end;
    }
    return words;
  }

  /** Those of words that a shell has read; each has the place of its word. */
  static List<Word> of(List<Word> words) {
    List<Word> all = new ArrayList<>();
    for (Word word : words) {
      for (Word inner : of(Source.of("", word.text()))) {
        Word part = word.part(inner.span().start(), inner.span().end());
        all.add(new Word(inner.text(), part.span()));
      }
    }
    return all;
  }

  private static String unquoted(String word) {
    boolean quoted = word.length() > 1 && word.startsWith("\"") && word.endsWith("\"");
    return quoted ? word.substring(1, word.length() - 1) : word;
  }

  /** The offset behind the token at an offset. */
  private static int end(String text, int at) {
    char first = text.charAt(at);
    if (first == '#') {
      int line = text.indexOf('\n', at);
      return line < 0 ? text.length() : line;
    }
    if (text.startsWith("\\\n", at)) {
      return at + 2;
    }
    if (first == '"') {
      int quote = text.indexOf('"', at + 1);
      return quote < 0 ? text.length() : quote + 1;
    }
    if (Character.isWhitespace(first) || SIGNS.indexOf(first) >= 0) {
      return at + 1;
    }
    int end = at;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && SIGNS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
