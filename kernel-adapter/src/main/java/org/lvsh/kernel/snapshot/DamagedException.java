package org.lvsh.kernel.snapshot;

/** That a text is no snapshot of a version we know; the message says what is wrong and where. */
public final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  public DamagedException(String message) {
    super(message);
  }

  public DamagedException(String message, Exception cause) {
    super(message, cause);
  }
}
