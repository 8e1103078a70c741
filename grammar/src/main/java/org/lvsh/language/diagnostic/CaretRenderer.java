package org.lvsh.language.diagnostic;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows a diagnostic as lines of text: the message, of a warning also the code by which it is
 * silenced, the place, the line, and carets under the words. Tabs, wide characters and control
 * characters keep the carets in their columns, and of a long line only the part around the words is
 * shown.
 */
public final class CaretRenderer {
  private static final int TAB = 4;

  /** The most columns of a source line that are shown. */
  private static final int WIDTH = 100;

  private static final int BEFORE = 40;

  /** The most characters of a source line that are shown; those without width fill no column. */
  private static final int CHARACTERS = 400;

  public List<String> render(Diagnostic diagnostic) {
    List<String> lines = new ArrayList<>();
    String code = diagnostic.isError() ? "" : " [" + diagnostic.code() + "]";
    lines.add(diagnostic.severity().word() + ": " + printable(diagnostic.message()) + code);
    if (!diagnostic.span().source().name().isEmpty()) {
      addPlace(diagnostic.span(), lines);
    }
    diagnostic.hint().ifPresent(hint -> lines.add("  hint: " + printable(hint)));
    return lines;
  }

  private static void addPlace(Span span, List<String> lines) {
    lines.add("  " + span);
    String number = Integer.toString(span.line());
    Source source = span.source();
    int start = source.lineStart(span.start());
    int end = Math.max(source.lineEnd(span.start()), span.start());
    Row row = new Row(source.text(), start, end, span);
    lines.add("  " + number + " | " + row.shown);
    lines.add(" ".repeat(number.length() + 5) + row.carets);
  }

  /** Text in which nothing can move the cursor or change the colours of a terminal. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(point -> safe.append(shown(point)));
    return safe.toString();
  }

  private static String shown(int point) {
    if (point == '\t') {
      return " ".repeat(TAB);
    }
    boolean hidden =
        Character.isISOControl(point)
            || Character.getType(point) == Character.FORMAT
            || Character.getType(point) == Character.LINE_SEPARATOR
            || Character.getType(point) == Character.PARAGRAPH_SEPARATOR
            || Character.getType(point) == Character.SURROGATE;
    return hidden ? "\uFFFD" : Character.toString(point);
  }

  /** The part of a line that is shown, and the carets below it. */
  private static final class Row {
    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder carets = new StringBuilder();

    Row(String text, int lineStart, int lineEnd, Span span) {
      int from = lineStart;
      if (!fits(text, lineStart, Math.min(span.end(), lineEnd))) {
        from = text.offsetByCodePoints(span.start(), -before(text, lineStart, span));
      }
      if (from > lineStart) {
        add("…", 1, false);
      }
      int place = -1;
      int at = from;
      int used = 0;
      for (int count = 0; at < lineEnd && used < WIDTH && count < CHARACTERS; count++) {
        place = at == span.start() ? carets.length() : place;
        int point = text.codePointAt(at);
        int width = width(point);
        add(CaretRenderer.shown(point), width, at >= span.start() && at < span.end());
        used += width;
        at += Character.charCount(point);
      }
      if (at < lineEnd) {
        add("…", 1, false);
      }
      if (carets.indexOf("^") < 0) {
        markPlace(place);
      }
      trim();
    }

    /** One caret where the words take no column; at the end of the line where they stand there. */
    private void markPlace(int place) {
      if (place >= 0) {
        carets.setLength(place);
      }
      carets.append('^');
    }

    private static int before(String text, int lineStart, Span span) {
      int start = Math.max(lineStart, span.start() - 2 * BEFORE);
      return Math.min(BEFORE, text.codePointCount(start, span.start()));
    }

    private void add(String text, int width, boolean marked) {
      shown.append(text);
      carets.append((marked ? "^" : " ").repeat(width));
    }

    private void trim() {
      while (carets.charAt(carets.length() - 1) == ' ') {
        carets.setLength(carets.length() - 1);
      }
    }

    /** Whether all is shown up to an end. */
    private static boolean fits(String text, int start, int end) {
      int columns = 0;
      int at = start;
      for (int count = 0; at < end && columns <= WIDTH && count <= CHARACTERS; count++) {
        int point = text.codePointAt(at);
        columns += width(point);
        at += Character.charCount(point);
      }
      return at >= end && columns <= WIDTH;
    }

    private static int width(int point) {
      return point == '\t' ? TAB : ColumnWidth.of(point);
    }
  }
}
