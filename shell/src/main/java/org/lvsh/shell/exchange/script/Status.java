package org.lvsh.shell.exchange.script;

/** How a command ends, as far as can be known without running it. */
public enum Status {
  SUCCESS,
  FAILURE,
  UNKNOWN;

  Status negated() {
    return switch (this) {
      case SUCCESS -> FAILURE;
      case FAILURE -> SUCCESS;
      case UNKNOWN -> UNKNOWN;
    };
  }

  public static Status of(boolean success) {
    return success ? SUCCESS : FAILURE;
  }
}
