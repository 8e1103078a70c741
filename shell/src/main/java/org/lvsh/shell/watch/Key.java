package org.lvsh.shell.watch;

/**
 * A key that was pressed.
 *
 * @param character what it writes; 0 where it writes nothing
 */
public record Key(Kind kind, char character) {

  /** What a key is for. */
  public enum Kind {
    CHARACTER,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    BACKSPACE,
    /** Ctrl-C or Ctrl-D. */
    LEAVE,
    /** Ctrl-L. */
    REDRAW,
    /** One that means nothing here. */
    OTHER
  }

  /** A key that writes nothing. */
  public static Key of(Kind kind) {
    return new Key(kind, '\0');
  }

  /** A key that writes a character. */
  public static Key of(char character) {
    return new Key(Kind.CHARACTER, character);
  }
}
