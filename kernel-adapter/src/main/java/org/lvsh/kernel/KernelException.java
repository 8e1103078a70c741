package org.lvsh.kernel;

import java.util.Optional;

/**
 * A kernel that cannot be reached, read or kept. The message is for the operator: what is wrong;
 * the hint says what to do about it where the message does not. A refused operation is no exception
 * but an {@link org.lvsh.kernel.model.Outcome}.
 */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  public KernelException(String message) {
    this(message, "");
  }

  public KernelException(String message, Throwable cause) {
    this(message, "", cause);
  }

  /** Without a cause. */
  public KernelException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /**
   * With all there is to say.
   *
   * @param hint empty where the message says it already
   */
  public KernelException(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /** The way out, where the message does not name it. */
  public Optional<String> hint() {
    return Optional.of(hint).filter(text -> !text.isEmpty());
  }
}
