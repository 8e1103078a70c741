package org.lvsh.shell.exchange.script;

import java.util.Objects;
import org.lvsh.language.diagnostic.Span;

/**
 * A word of a command as the program gets it.
 *
 * @param span where it is written; a variable's value has the place of the variable
 */
public record Word(String text, Span span) {
  public Word {
    Objects.requireNonNull(text);
    Objects.requireNonNull(span);
  }

  /** A part of it, at its very place where it is written as it is. */
  public Word part(int from, int to) {
    String part = text.substring(from, to);
    boolean literal = span.text().equals(text);
    return literal
        ? new Word(part, new Span(span.source(), span.start() + from, span.start() + to))
        : new Word(part, span);
  }

  @Override
  public String toString() {
    return text;
  }
}
