package org.lvsh.shell.exchange;

import java.util.Objects;
import org.lvsh.language.diagnostic.Span;

/**
 * A part of a file that has no counterpart in lvsh.
 *
 * @param where it stands
 * @param text as it is written there, one line or the first of several
 * @param why it is not carried over, without a full stop
 */
public record NotCarried(Span where, String text, String why) {
  public NotCarried {
    Objects.requireNonNull(where);
    Objects.requireNonNull(text);
    Objects.requireNonNull(why);
  }
}
