package org.lvsh.kernel.netlink;

/** A sound entry that another program made and {@code kernel.model} has no words for. */
final class LeftOutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeftOutException(String what) {
    super(what);
  }
}
