package org.lvsh.language.ast;

import java.util.Objects;
import org.lvsh.language.diagnostic.Span;

/** A value and the words that say it. */
public record Located<T>(T value, Span span) {
  public Located {
    Objects.requireNonNull(value);
    Objects.requireNonNull(span);
  }

  /** A value that no text says. */
  public static <T> Located<T> of(T value) {
    return new Located<>(value, Span.NONE);
  }
}
