package org.lvsh.shell.store;

import java.util.Objects;

/** One apply of the history, and all that is kept of it. */
public record Past(Entry entry, Change change) {
  public Past {
    Objects.requireNonNull(entry);
    Objects.requireNonNull(change);
  }
}
