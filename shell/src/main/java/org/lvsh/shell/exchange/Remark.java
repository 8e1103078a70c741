package org.lvsh.shell.exchange;

import java.util.Objects;

/**
 * Something that an import has decided by itself: a name that it made up, a default.
 *
 * @param text one sentence without a full stop
 */
public record Remark(String text) {
  public Remark {
    Objects.requireNonNull(text);
  }
}
