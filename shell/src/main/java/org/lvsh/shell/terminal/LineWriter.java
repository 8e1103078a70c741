package org.lvsh.shell.terminal;

import java.io.PrintWriter;
import java.util.List;
import org.lvsh.shell.view.Line;

/** Writes lines to one stream, coloured or not. */
public final class LineWriter {
  private final PrintWriter writer;
  private final Colours colours;

  public LineWriter(PrintWriter writer, Colours colours) {
    this.writer = writer;
    this.colours = colours;
  }

  PrintWriter writer() {
    return writer;
  }

  void write(List<Line> lines) {
    for (Line line : lines) {
      writer.println(colours.apply(line));
    }
    writer.flush();
  }
}
