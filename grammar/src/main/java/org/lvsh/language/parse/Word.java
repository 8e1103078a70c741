package org.lvsh.language.parse;

import org.lvsh.language.diagnostic.Span;

/**
 * A value's text and where it is written; the two differ where a name stands for the value.
 *
 * @param text what is meant
 */
record Word(Span span, String text) {}
