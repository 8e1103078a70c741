package org.lvsh.kernel.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lvsh.kernel.model.IpAddress;

/**
 * A line of a table in /proc, of which one word after another is read where it lies: a director has
 * a million of them. Good until the next line is read. What a word is not is an {@link
 * IllegalArgumentException}.
 */
final class ProcLine {
  private static final int IPV4_DIGITS = 8;
  private static final int PORT_DIGITS = 4;

  /** An IPv6 address in full: eight times four digits, and what stands between. */
  private static final int IPV6_LENGTH = 39;

  private static final int GROUP = 5;

  /** Of a decimal number that is a {@code long} for sure. */
  private static final int SAFE_DIGITS = 18;

  private byte[] bytes = {};
  private int start;
  private int end;
  private int wordStart;
  private int wordEnd;

  static ProcLine of(String text) {
    ProcLine line = new ProcLine();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    line.set(bytes, 0, bytes.length);
    return line;
  }

  void set(byte[] newBytes, int newStart, int newEnd) {
    bytes = newBytes;
    start = newStart;
    end = newEnd;
    wordStart = newStart;
    wordEnd = newStart;
  }

  /** Any byte is taken for a character. */
  String text() {
    return text(start, end);
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Goes on to the next word; without one to an empty one. */
  ProcLine next() {
    int at = wordEnd;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    wordStart = at;
    while (at < end && bytes[at] != ' ') {
      at++;
    }
    wordEnd = at;
    return this;
  }

  boolean isEmpty() {
    return wordStart == wordEnd;
  }

  boolean is(String word) {
    if (word.length() != wordEnd - wordStart) {
      return false;
    }
    for (int at = 0; at < word.length(); at++) {
      if (bytes[wordStart + at] != word.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  /** The word; one of these where it is one. */
  String oneOf(List<String> known) {
    for (String word : known) {
      if (is(word)) {
        return word;
      }
    }
    return text(wordStart, wordEnd);
  }

  /** This word and all behind it, with one space between. */
  String rest() {
    return String.join(" ", ProcWords.split(text(wordStart, end)));
  }

  int port() {
    return hexadecimal(wordStart, wordEnd, PORT_DIGITS);
  }

  IpAddress address() {
    int length = wordEnd - wordStart;
    if (length == IPV4_DIGITS && !hasColon()) {
      return IpAddress.ofIpv4(hexadecimal(wordStart, wordEnd, IPV4_DIGITS));
    }
    return length == IPV6_LENGTH
        ? IpAddress.ofIpv6(half(wordStart), half(wordStart + 4 * GROUP))
        : IpAddress.of(text(wordStart, wordEnd));
  }

  /** As {@code fd00::50} has, which is as long as an IPv4 address. */
  private boolean hasColon() {
    for (int at = wordStart; at < wordEnd; at++) {
      if (bytes[at] == ':') {
        return true;
      }
    }
    return false;
  }

  /** Four groups of digits. */
  private long half(int from) {
    long half = 0;
    for (int group = 0; group < 4; group++) {
      int at = from + group * GROUP;
      boolean last = at + PORT_DIGITS == wordEnd;
      if (!last && bytes[at + PORT_DIGITS] != ':') {
        throw new IllegalArgumentException("no address");
      }
      half = half << 16 | hexadecimal(at, at + PORT_DIGITS, PORT_DIGITS);
    }
    return half;
  }

  private int hexadecimal(int from, int to, int most) {
    if (from == to || to - from > most) {
      throw new IllegalArgumentException("no number");
    }
    int number = 0;
    for (int at = from; at < to; at++) {
      number = number << 4 | digit(bytes[at]);
    }
    return number;
  }

  private static int digit(byte letter) {
    int digit = Character.digit(letter, 16);
    if (digit < 0) {
      throw new IllegalArgumentException("no digit");
    }
    return digit;
  }

  /** A decimal number, of all 64 bits. */
  long number() {
    if (isEmpty() || wordEnd - wordStart > SAFE_DIGITS) {
      return Long.parseUnsignedLong(text(wordStart, wordEnd));
    }
    long number = 0;
    for (int at = wordStart; at < wordEnd; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("no number");
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
