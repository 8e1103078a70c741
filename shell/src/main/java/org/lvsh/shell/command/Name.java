package org.lvsh.shell.command;

/**
 * A word that may stand at a place.
 *
 * @param text as it is written in a statement
 * @param meaning in a few words; may be empty
 * @param whole whether the word ends there; a folder's name goes on
 */
public record Name(String text, String meaning, boolean whole) {
  static Name of(String text, String meaning) {
    return new Name(text, meaning, true);
  }
}
