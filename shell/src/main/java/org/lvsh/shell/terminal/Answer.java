package org.lvsh.shell.terminal;

import java.util.Locale;
import org.lvsh.shell.command.Console;

/** What was answered to a question. */
final class Answer {
  private Answer() {}

  /** {@code y} and {@code yes} are a yes; no line at all is the end of the input. */
  static Console.Reply of(String line) {
    if (line == null) {
      return Console.Reply.NOBODY;
    }
    String word = line.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes") ? Console.Reply.YES : Console.Reply.NO;
  }
}
