package org.lvsh.shell.exchange.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments, braces and words of a line, as {@code decomment}, {@code read_line} and {@code
 * alloc_strvec_r} of {@code lib/parser.c} tell them apart.
 */
final class LineSplitter {
  private static final Pattern NAME_IN_BRACES =
      Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_ \\t]*\\}");

  private LineSplitter() {}

  /**
   * Without the comment and the blanks around the rest. A comment begins with {@code #} or {@code
   * !} outside of quotes, unless a backslash stands before that, which is taken away.
   */
  static PlacedText withoutComment(PlacedText line) {
    PlacedText rest = line;
    boolean quoted = false;
    for (int at = 0; at < rest.length(); at++) {
      char character = rest.text().charAt(at);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == '\\') {
        boolean escapes =
            at + 1 < rest.length() && !quoted && isComment(rest.text().charAt(at + 1));
        rest = escapes ? rest.without(at) : rest;
        at += escapes ? 0 : 1;
      } else if (!quoted && isComment(character)) {
        return rest.part(0, at).strip();
      }
    }
    return rest.strip();
  }

  private static boolean isComment(char character) {
    return character == '#' || character == '!';
  }

  /** The braces of a line, each by itself, and what stands between them. */
  static List<PlacedText> pieces(PlacedText line) {
    List<PlacedText> pieces = new ArrayList<>();
    PlacedText rest = line.strip();
    while (!rest.isEmpty()) {
      int brace = brace(rest.text());
      int end = brace == 0 ? 1 : brace;
      PlacedText piece = rest.part(0, end).strip();
      if (!piece.isEmpty()) {
        pieces.add(piece);
      }
      rest = rest.from(end).strip();
    }
    return pieces;
  }

  /**
   * Where the first brace is that is neither quoted nor around the name of a value, be it an
   * unknown one; the length where there is none.
   */
  private static int brace(String text) {
    boolean quoted = false;
    Matcher name = NAME_IN_BRACES.matcher(text);
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      quoted ^= character == '"';
      if (character == '$' && name.region(at, text.length()).lookingAt()) {
        at = name.end() - 1;
      } else if (!quoted && (character == '{' || character == '}')) {
        return at;
      }
    }
    return text.length();
  }

  /** The words of a statement: a quoted text is one, whatever is in it. */
  static List<Word> words(PlacedText line) {
    List<Word> words = new ArrayList<>();
    String text = line.text();
    int at = 0;
    while (at < text.length()) {
      if (PlacedText.isBlank(text.charAt(at))) {
        at++;
      } else if (text.charAt(at) == '"') {
        int close = text.indexOf('"', at + 1);
        int end = close < 0 ? text.length() : close;
        int after = Math.min(end + 1, text.length());
        words.add(new Word(text.substring(at + 1, end), line.part(at, after).span()));
        at = after;
      } else {
        int end = wordEnd(text, at);
        words.add(new Word(text.substring(at, end), line.part(at, end).span()));
        at = end;
      }
    }
    return words;
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length()
        && !PlacedText.isBlank(text.charAt(end))
        && text.charAt(end) != '"') {
      end++;
    }
    return end;
  }

  /** Whether a quote is opened and not closed again, those behind backslashes apart. */
  static boolean hasOpenQuote(String text) {
    boolean open = false;
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else {
        open ^= text.charAt(at) == '"';
      }
    }
    return open;
  }
}
