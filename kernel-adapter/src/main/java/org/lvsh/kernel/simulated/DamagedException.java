package org.lvsh.kernel.simulated;

/** That a text is no state of a version we know; the message says what is wrong and where. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedException(String message, Exception cause) {
    super(message, cause);
  }
}
