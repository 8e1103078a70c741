package org.lvsh.language.diagnostic;

/**
 * How many columns of a terminal a character takes (Unicode Standard Annex 11, East Asian Width).
 */
final class ColumnWidth {
  /** The first and last code point of each run of wide characters. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
  };

  private ColumnWidth() {}

  static int of(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] run : WIDE) {
      if (point >= run[0] && point <= run[1]) {
        return 2;
      }
    }
    return 1;
  }
}
