package org.lvsh.shell.exchange.ldirectord;

import org.lvsh.language.diagnostic.Span;

/**
 * {@code NAME = VALUE}.
 *
 * @param value empty where there is none
 * @param where all of it
 * @param valueWhere its value
 */
record Directive(String name, String value, Span where, Span valueWhere) {

  /** A part of the value, by offsets. */
  Span part(int from, int to) {
    return new Span(valueWhere.source(), valueWhere.start() + from, valueWhere.start() + to);
  }
}
