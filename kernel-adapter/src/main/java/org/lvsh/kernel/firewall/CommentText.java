package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in comments. A comment of nftables holds 128 bytes and has no way to write a quotation mark
 * ({@code nft(8)}: a quoted string ends at the next one), so long text is cut into pieces, and what
 * would end a comment, or is no text at all, is written as {@code %} and four hexadecimal digits.
 */
final class CommentText {
  /** Less than the 128 that nft allows and the 255 of the comment match of iptables. */
  static final int MAX_BYTES = 120;

  private static final Pattern ESCAPE = Pattern.compile("%([0-9a-f]{4})");

  private CommentText() {}

  /** The text as one word: without blanks, quotation marks, backslashes and controls. */
  static String word(String text) {
    StringBuilder word = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(word, point));
    return word.toString();
  }

  private static void append(StringBuilder word, int point) {
    if (isPlain(point)) {
      word.appendCodePoint(point);
    } else {
      word.append("%%%04x".formatted(point));
    }
  }

  /** All that is not plain is within the first 65,536 code points: four digits hold it. */
  private static boolean isPlain(int point) {
    return !Character.isISOControl(point)
        && !Character.isWhitespace(point)
        && !Character.isSpaceChar(point)
        && (point > 0xFFFF || !Character.isSurrogate((char) point))
        && "%\"'\\".indexOf(point) < 0;
  }

  /** The text that {@link #word} made a word of. */
  static String ofWord(String word) {
    return ESCAPE
        .matcher(word)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(escape.group(1), 16))));
  }

  /** The text in pieces that fit into a comment; no character is torn apart. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    int bytes = 0;
    for (int point : text.codePoints().toArray()) {
      if (bytes + utf8Length(point) > MAX_BYTES) {
        pieces.add(piece.toString());
        piece.setLength(0);
        bytes = 0;
      }
      piece.appendCodePoint(point);
      bytes += utf8Length(point);
    }
    pieces.add(piece.toString());
    return pieces;
  }

  private static int utf8Length(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }
}
