package org.lvsh.shell.terminal;

import org.jline.terminal.Terminal;

/** What a terminal can show of a prompt beside its text. */
public final class Looks {
  /** Below so many columns a line has no room for a second prompt at its right. */
  static final int LEAST_WIDTH = 60;

  private final Terminal terminal;
  private final Colours colours;

  public Looks(Terminal terminal, Colours colours) {
    this.terminal = terminal;
    this.colours = colours;
  }

  /** Whether words are coloured. */
  boolean hasColours() {
    return colours == Colours.ON;
  }

  /** Whether text that was not typed can be told apart from what was, and be taken away again. */
  boolean hasSuggestions() {
    return hasColours() && !isDumb();
  }

  /** Whether there is room at the right. */
  public boolean hasRightPrompt() {
    return hasSuggestions() && terminal.getWidth() >= LEAST_WIDTH;
  }

  private boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }
}
