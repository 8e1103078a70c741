package org.lvsh.shell.store;

import java.util.Optional;
import java.util.stream.Stream;

/** How a plan ended that was to be carried out. */
public enum Ended {
  /** Every operation is done. */
  DONE("done"),
  /** One was refused, and all is as it was before. */
  PUT_BACK("failed, put back"),
  /** One was refused, and not all could be put back. */
  NOT_PUT_BACK("failed, not put back"),
  /** The kernel was no longer what the plan was made from: nothing was done. */
  MOVED("not begun: the kernel had changed");

  private final String words;

  Ended(String words) {
    this.words = words;
  }

  /** In words that {@link #of} reads. */
  public String words() {
    return words;
  }

  /** Whether the kernel is another one afterwards. */
  public boolean hasChanged() {
    return switch (this) {
      case DONE, NOT_PUT_BACK -> true;
      case PUT_BACK, MOVED -> false;
    };
  }

  static Optional<Ended> of(String words) {
    return Stream.of(values()).filter(one -> one.words.equals(words)).findFirst();
  }
}
