package org.lvsh.language.diagnostic;

import java.util.Objects;

/**
 * A piece of a source, by offsets in UTF-16 units.
 *
 * @param start the first offset, 0 or more
 * @param end the offset after the last one; equal to {@code start} for a place between characters
 */
public record Span(Source source, int start, int end) {
  /** Where a tree was not read from a text but made. */
  public static final Span NONE = new Span(Source.of("", ""), 0, 0);

  public Span {
    Objects.requireNonNull(source);
    if (start < 0 || end < start || end > source.text().length()) {
      throw new IllegalArgumentException("no span: " + start + "-" + end);
    }
  }

  public int line() {
    return source.line(start);
  }

  public int column() {
    return source.column(start);
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** The span from the start of this one to the end of another of the same source. */
  public Span to(Span other) {
    return new Span(source, start, Math.max(end, other.end));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Span that
        && start == that.start
        && end == that.end
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * source.hashCode() + start) + end;
  }

  /** {@code shop.lvs:3:16}. */
  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}
