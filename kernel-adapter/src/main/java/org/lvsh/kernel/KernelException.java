package org.lvsh.kernel;

/**
 * A kernel that cannot be reached, read or kept. The message is for the operator: what is wrong and
 * what to do about it. A refused operation is no exception but an {@link
 * org.lvsh.kernel.model.Outcome}.
 */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KernelException(String message) {
    super(message);
  }

  public KernelException(String message, Throwable cause) {
    super(message, cause);
  }
}
