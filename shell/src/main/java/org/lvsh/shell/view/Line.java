package org.lvsh.shell.view;

/** A line of output and what it means, by which a terminal colours it. */
public record Line(Style style, String text) {

  /** What a line means. */
  public enum Style {
    PLAIN,
    HEADING,
    ADD,
    CHANGE,
    REPLACE,
    REMOVE,
    ERROR,
    WARNING,
    FAINT
  }

  public static Line of(String text) {
    return new Line(Style.PLAIN, text);
  }

  public static Line of(Style style, String text) {
    return new Line(style, text);
  }
}
