package org.lvsh.shell.terminal;

import java.util.Locale;

/** What was answered to a question. */
final class Answer {
  private Answer() {}

  /** Whether it is {@code y} or {@code yes}; no answer at all is a no. */
  static boolean isYes(String answer) {
    String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
