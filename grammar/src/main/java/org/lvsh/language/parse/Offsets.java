package org.lvsh.language.parse;

/** Turns the lexer's offsets, in code points, into a text's own, in UTF-16 units. */
public final class Offsets {
  /** Null where both are the same: the text has no character outside the basic plane. */
  private final int[] unitsByPoint;

  private final int length;

  private Offsets(int[] unitsByPoint, int length) {
    this.unitsByPoint = unitsByPoint;
    this.length = length;
  }

  public static Offsets of(String text) {
    int points = text.codePointCount(0, text.length());
    if (points == text.length()) {
      return new Offsets(null, points);
    }
    int[] units = new int[points + 1];
    int unit = 0;
    for (int point = 0; point < points; point++) {
      units[point] = unit;
      unit += Character.charCount(text.codePointAt(unit));
    }
    units[points] = unit;
    return new Offsets(units, unit);
  }

  /** The place of a code point, counted from 0. */
  public int unit(int point) {
    return unitsByPoint == null ? Math.min(point, length) : unitsByPoint[point];
  }
}
