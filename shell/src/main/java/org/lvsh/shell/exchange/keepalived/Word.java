package org.lvsh.shell.exchange.keepalived;

import org.lvsh.language.diagnostic.Span;

/** A word of a statement, without the quotes around it, and where it was written. */
record Word(String text, Span span) {

  boolean is(String other) {
    return text.equals(other);
  }

  @Override
  public String toString() {
    return text;
  }
}
