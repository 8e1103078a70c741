package org.lvsh.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of a screen, of pieces that mean different things. Every character is one column wide.
 *
 * @param selected whether the cursor is on it
 */
public record ScreenLine(List<Line> pieces, boolean selected) {
  public ScreenLine {
    pieces = List.copyOf(pieces);
  }

  static ScreenLine of(Line... pieces) {
    return new ScreenLine(List.of(pieces), false);
  }

  static ScreenLine of(List<Line> pieces) {
    return new ScreenLine(pieces, false);
  }

  /** What is written, without its meaning. */
  public String text() {
    return pieces.stream().map(Line::text).collect(Collectors.joining());
  }

  int width() {
    return pieces.stream().mapToInt(piece -> piece.text().length()).sum();
  }

  /** The same with the cursor on it, and as wide as the screen. */
  ScreenLine selected(int columns) {
    List<Line> wide = new ArrayList<>(pieces);
    wide.add(Line.of(" ".repeat(Math.max(0, columns - width()))));
    return new ScreenLine(wide, true);
  }

  /** As much of it as there is room for. */
  ScreenLine clipped(int columns) {
    List<Line> clipped = new ArrayList<>();
    int left = columns;
    for (Line piece : pieces) {
      String text = piece.text().substring(0, Math.min(left, piece.text().length()));
      left -= text.length();
      if (!text.isEmpty()) {
        clipped.add(Line.of(piece.style(), text));
      }
    }
    return new ScreenLine(clipped, selected);
  }
}
