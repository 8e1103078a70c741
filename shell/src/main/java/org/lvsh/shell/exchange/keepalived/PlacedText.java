package org.lvsh.shell.exchange.keepalived;

import java.util.Arrays;
import org.lvsh.language.diagnostic.Source;
import org.lvsh.language.diagnostic.Span;

/**
 * A line or a part of one, of which each character knows where in its file it was written. What
 * stands in the place of a {@code $NAME} was written where the name stands.
 */
final class PlacedText {
  private final Source source;
  private final String text;
  private final int[] starts;
  private final int[] ends;

  private PlacedText(Source source, String text, int[] starts, int[] ends) {
    this.source = source;
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** A part of a file as it is. */
  static PlacedText of(Source source, int from, int to) {
    int[] starts = new int[to - from];
    int[] ends = new int[to - from];
    for (int at = from; at < to; at++) {
      starts[at - from] = at;
      ends[at - from] = at + 1;
    }
    return new PlacedText(source, source.text().substring(from, to), starts, ends);
  }

  String text() {
    return text;
  }

  int length() {
    return text.length();
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Where all of it was written. */
  Span span() {
    return isEmpty()
        ? new Span(source, 0, 0)
        : new Span(source, Arrays.stream(starts).min().orElse(0), lastEnd());
  }

  private int lastEnd() {
    return Arrays.stream(ends).max().orElse(0);
  }

  PlacedText part(int from, int to) {
    return new PlacedText(
        source,
        text.substring(from, to),
        Arrays.copyOfRange(starts, from, to),
        Arrays.copyOfRange(ends, from, to));
  }

  PlacedText from(int start) {
    return part(start, length());
  }

  /** Without one character. */
  PlacedText without(int index) {
    return replace(index, index + 1, "");
  }

  /** With other words in the place of some, as if they had been written where those stand. */
  PlacedText replace(int from, int to, String words) {
    int[] newStarts = new int[length() - (to - from) + words.length()];
    int[] newEnds = new int[newStarts.length];
    copy(0, from, newStarts, newEnds, 0);
    for (int at = from; at < from + words.length(); at++) {
      newStarts[at] = starts[from];
      newEnds[at] = ends[to - 1];
    }
    copy(to, length(), newStarts, newEnds, from + words.length());
    String newText = text.substring(0, from) + words + text.substring(to);
    return new PlacedText(source, newText, newStarts, newEnds);
  }

  private void copy(int from, int to, int[] newStarts, int[] newEnds, int target) {
    System.arraycopy(starts, from, newStarts, target, to - from);
    System.arraycopy(ends, from, newEnds, target, to - from);
  }

  /** Without blanks at both ends. */
  PlacedText strip() {
    int from = 0;
    int to = length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return part(from, to);
  }

  /** What {@code alloc_strvec_r} takes for a blank, in {@code lib/parser.c}. */
  static boolean isBlank(char character) {
    return " \t\f\u000B\r\n".indexOf(character) >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
