package org.lvsh.language.ast;

import java.util.Locale;

/** A transport protocol as it is written. */
public enum TransportProtocol {
  TCP,
  UDP,
  SCTP;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
