package org.lvsh.shell.store;

import java.util.List;
import java.util.Objects;

/**
 * What somebody has asked for, in words.
 *
 * @param what the statement that does it, such as {@code apply shop.lvs} or {@code rollback 3}
 * @param source where it was said: the name of a script, or {@code prompt}
 * @param statements those that were staged for it, as they were typed, the oldest first
 */
public record Deed(String what, String source, List<String> statements) {
  public Deed {
    Objects.requireNonNull(what);
    Objects.requireNonNull(source);
    statements = List.copyOf(statements);
  }

  /** One that nothing was staged for. */
  public Deed(String what, String source) {
    this(what, source, List.of());
  }
}
