package org.lvsh.shell.exchange;

import java.util.regex.Pattern;

/** Text for a shell to read. */
public final class ShellText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:@-]+");

  private ShellText() {}

  /** A word that a shell passes on as it is, in quotes where it needs them. */
  public static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
