package org.lvsh.shell.plan;

import com.google.common.base.Ascii;

/** What becomes of a connection or a template when something that it hangs on changes. */
public enum Fate {
  /** It ends: the client is told so, or finds nobody there. */
  CUT,
  /** Its packets are dropped without a word, until it times out. */
  STRANDED,
  /** Whether it goes on is not the kernel's to say, or not to be told apart here. */
  UNSURE,
  /** It ends, and the client goes to another server or service with what it sends next. */
  MOVED,
  /** It goes on. */
  KEPT;

  /** As it is written. */
  public String word() {
    return Ascii.toLowerCase(name());
  }
}
