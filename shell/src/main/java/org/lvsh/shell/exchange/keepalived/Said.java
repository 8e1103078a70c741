package org.lvsh.shell.exchange.keepalived;

import org.lvsh.language.diagnostic.Span;

/** A value and the statement that says it. */
record Said<T>(T value, Span where) {}
