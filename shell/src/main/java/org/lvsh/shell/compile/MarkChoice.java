package org.lvsh.shell.compile;

import java.util.Optional;
import org.lvsh.kernel.model.Mark;

/**
 * What is said about the mark of a service on addresses.
 *
 * @param wanted whether the firewall-mark class is asked for, also where none is needed
 * @param fixed the mark that is asked for
 */
public record MarkChoice(boolean wanted, Optional<Mark> fixed) {
  /** Nothing: a mark is taken only where the ports need one. */
  public static final MarkChoice NONE = new MarkChoice(false, Optional.empty());

  /** {@code mark auto}. */
  public static final MarkChoice AUTO = new MarkChoice(true, Optional.empty());

  /** {@code mark N}. */
  public static MarkChoice of(Mark mark) {
    return new MarkChoice(true, Optional.of(mark));
  }
}
