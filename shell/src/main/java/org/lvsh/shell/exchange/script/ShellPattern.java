package org.lvsh.shell.exchange.script;

import com.google.common.base.CharMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pattern of the shell (Shell Command Language, 2.13); a backslash is before what is quoted. */
final class ShellPattern {
  private static final Map<String, CharMatcher> CLASSES =
      Map.ofEntries(
          Map.entry("digit", CharMatcher.inRange('0', '9')),
          Map.entry("lower", CharMatcher.inRange('a', 'z')),
          Map.entry("upper", CharMatcher.inRange('A', 'Z')),
          Map.entry("alpha", CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('A', 'Z'))),
          Map.entry(
              "alnum",
              CharMatcher.inRange('a', 'z')
                  .or(CharMatcher.inRange('A', 'Z'))
                  .or(CharMatcher.inRange('0', '9'))),
          Map.entry(
              "xdigit",
              CharMatcher.inRange('a', 'f')
                  .or(CharMatcher.inRange('A', 'F'))
                  .or(CharMatcher.inRange('0', '9'))),
          Map.entry("blank", CharMatcher.anyOf(" \t")),
          Map.entry("space", CharMatcher.anyOf(" \t\n\u000b\f\r")),
          Map.entry("graph", CharMatcher.inRange('!', '~')),
          Map.entry("print", CharMatcher.inRange(' ', '~')),
          Map.entry(
              "punct",
              CharMatcher.inRange('!', '/')
                  .or(CharMatcher.inRange(':', '@'))
                  .or(CharMatcher.inRange('[', '`'))
                  .or(CharMatcher.inRange('{', '~'))),
          Map.entry("cntrl", CharMatcher.inRange('\0', '\u001f').or(CharMatcher.is('\u007f'))));

  private final String text;
  private final boolean caret;
  private final List<Element> elements = new ArrayList<>();
  private boolean readable = true;
  private int at;

  private ShellPattern(String text, boolean caret) {
    this.text = text;
    this.caret = caret;
    while (at < text.length()) {
      elements.add(element());
    }
  }

  /** One letter out of some; or any number of whatever letters. */
  private record Element(boolean many, CharMatcher letters) {}

  /**
   * Whether a pattern is for a word.
   *
   * @param bash whether a caret in brackets is known to turn them round, as it does not everywhere
   */
  static Status matches(String word, String pattern, boolean bash) {
    Status turned = new ShellPattern(pattern, true).isFor(word);
    boolean same = bash || !pattern.contains("[^");
    return same || turned == new ShellPattern(pattern, false).isFor(word) ? turned : Status.UNKNOWN;
  }

  /** A text within a pattern where it stands for itself. */
  static String quoted(String text) {
    return text.replaceAll("[\\\\*?\\[\\]!^-]", "\\\\$0");
  }

  private Element element() {
    char letter = text.charAt(at++);
    return switch (letter) {
      case '*' -> new Element(true, CharMatcher.any());
      case '?' -> new Element(false, CharMatcher.any());
      case '[' -> new Element(false, brackets().orElse(CharMatcher.is('[')));
      case '\\' -> new Element(false, CharMatcher.is(escaped()));
      default -> new Element(false, CharMatcher.is(letter));
    };
  }

  private char escaped() {
    return at < text.length() ? text.charAt(at++) : '\\';
  }

  /** What brackets stand for; nothing where they are not closed, so that they are none. */
  private Optional<CharMatcher> brackets() {
    final int start = at;
    final boolean wasReadable = readable;
    boolean negated = at < text.length() && (text.charAt(at) == '!' || isCaret());
    at += negated ? 1 : 0;
    CharMatcher letters = CharMatcher.none();
    boolean first = true;
    while (at < text.length() && (first || text.charAt(at) != ']')) {
      letters = letters.or(member());
      first = false;
    }
    if (at >= text.length()) {
      at = start;
      readable = wasReadable;
      return Optional.empty();
    }
    at++;
    return Optional.of(negated ? letters.negate() : letters);
  }

  private boolean isCaret() {
    return caret && text.charAt(at) == '^';
  }

  private CharMatcher member() {
    if (text.startsWith("[:", at) || text.startsWith("[.", at) || text.startsWith("[=", at)) {
      int end = text.indexOf(text.charAt(at + 1) + "]", at + 2);
      if (end > 0) {
        CharMatcher letters = CLASSES.get(text.substring(at + 2, end));
        readable &= letters != null && text.charAt(at + 1) == ':';
        at = end + 2;
        return letters == null ? CharMatcher.none() : letters;
      }
    }
    char from = letter();
    boolean range = at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
    if (!range) {
      return CharMatcher.is(from);
    }
    at++;
    char to = letter();
    return from <= to ? CharMatcher.inRange(from, to) : CharMatcher.none();
  }

  private char letter() {
    char letter = text.charAt(at++);
    return letter == '\\' ? escaped() : letter;
  }

  private Status isFor(String word) {
    if (!readable) {
      return Status.UNKNOWN;
    }
    int place = 0;
    int element = 0;
    int many = -1;
    int from = 0;
    while (place < word.length()) {
      if (element < elements.size() && elements.get(element).many()) {
        many = element++;
        from = place;
      } else if (element < elements.size()
          && elements.get(element).letters().matches(word.charAt(place))) {
        element++;
        place++;
      } else if (many >= 0) {
        element = many + 1;
        place = ++from;
      } else {
        return Status.FAILURE;
      }
    }
    while (element < elements.size() && elements.get(element).many()) {
      element++;
    }
    return Status.of(element == elements.size());
  }
}
