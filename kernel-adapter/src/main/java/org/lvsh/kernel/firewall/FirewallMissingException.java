package org.lvsh.kernel.firewall;

/**
 * This machine lacks the library or the program that this firewall works through; another one may
 * do. The message says what to install.
 */
public final class FirewallMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FirewallMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}
