package org.lvsh.shell.terminal;

import org.lvsh.shell.view.Line;

/** Colours lines for a terminal (ECMA-48, Select Graphic Rendition), or leaves them as they are. */
public enum Colours {
  ON,
  OFF;

  private static final String RESET = "\u001B[0m";

  /** The text of a line as it is written. */
  String apply(Line line) {
    String code = code(line.style());
    return this == OFF || code.isEmpty() ? line.text() : code + line.text() + RESET;
  }

  private static String code(Line.Style style) {
    return switch (style) {
      case PLAIN -> "";
      case HEADING -> "\u001B[1m";
      case ADD -> "\u001B[32m";
      case CHANGE -> "\u001B[33m";
      case REPLACE -> "\u001B[35m";
      case REMOVE -> "\u001B[31m";
      case ERROR -> "\u001B[1;31m";
      case WARNING -> "\u001B[1;33m";
      case FAINT -> "\u001B[2m";
    };
  }
}
