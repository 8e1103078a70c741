package org.lvsh.shell.picture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jline.utils.AttributedString;

/**
 * Draws what {@code tmux capture-pane -e -p} gives as a picture in SVG. Each piece of one style has
 * the width of its columns, whatever font there is.
 */
final class ScreenPicture {
  private static final double COLUMN = 8.4;
  private static final double ROW = 18;
  private static final double MARGIN = 14;
  private static final double BASELINE = 13;
  private static final String GROUND = "#1c1f26";
  private static final String INK = "#d6dae2";

  /** The eight colours of ECMA-48 that a foreground can have, readable on the ground. */
  private static final List<String> COLOURS =
      List.of(
          "#5c6370", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d6dae2");

  private static final int FIRST_COLOUR = 30;

  private ScreenPicture() {}

  /** Reads the screen from standard input and writes the picture to standard output. */
  public static void main(String[] arguments) throws IOException {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.write(svg(input.lines().toList()).getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
  }

  static String svg(List<String> screen) {
    List<AttributedString> lines = screen.stream().map(AttributedString::fromAnsi).toList();
    int columns = lines.stream().mapToInt(AttributedString::length).max().orElse(0);
    double width = columns * COLUMN + 2 * MARGIN;
    double height = lines.size() * ROW + 2 * MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s">
        <rect width="100%%" height="100%%" rx="8" fill="%s"/>
        <g font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" \
        fill="%s" xml:space="preserve">
        """
            .formatted(number(width), number(height), number(width), number(height), GROUND, INK));
    for (int row = 0; row < lines.size(); row++) {
      line(lines.get(row), MARGIN + row * ROW, svg);
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  private static void line(AttributedString line, double top, StringBuilder svg) {
    int start = 0;
    for (int end = 1; end <= line.length(); end++) {
      boolean ends = end == line.length() || !line.styleAt(end).equals(line.styleAt(start));
      if (ends) {
        piece(line, start, end, top, svg);
        start = end;
      }
    }
  }

  private static void piece(
      AttributedString line, int start, int end, double top, StringBuilder svg) {
    String text = line.subSequence(start, end).toString();
    Set<Integer> codes = codes(line.styleAt(start).toAnsi());
    boolean inverse = codes.contains(7);
    String left = number(MARGIN + start * COLUMN);
    String width = number((end - start) * COLUMN);
    if (inverse) {
      svg.append(
          "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
              .formatted(left, number(top), width, number(ROW), INK));
    }
    if (!text.isBlank()) {
      svg.append(
          "<text x=\"%s\" y=\"%s\" textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\"%s>%s</text>\n"
              .formatted(left, number(top + BASELINE), width, look(codes, inverse), escaped(text)));
    }
  }

  private static String look(Set<Integer> codes, boolean inverse) {
    StringBuilder look = new StringBuilder();
    if (inverse) {
      look.append(" fill=\"").append(GROUND).append('"');
    }
    codes.stream()
        .filter(code -> code >= FIRST_COLOUR && code < FIRST_COLOUR + COLOURS.size())
        .findFirst()
        .ifPresent(code -> look.append(" fill=\"%s\"".formatted(COLOURS.get(code - FIRST_COLOUR))));
    if (codes.contains(1)) {
      look.append(" font-weight=\"bold\"");
    }
    if (codes.contains(2)) {
      look.append(" opacity=\"0.6\"");
    }
    if (codes.contains(4)) {
      look.append(" text-decoration=\"underline\"");
    }
    return look.toString();
  }

  /** Those of {@code 1;32}. */
  private static Set<Integer> codes(String ansi) {
    Set<Integer> codes = new TreeSet<>();
    for (String code : ansi.split("[^0-9]+", -1)) {
      if (!code.isEmpty()) {
        codes.add(Integer.parseInt(code));
      }
    }
    return codes;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** With one digit behind the point at most. */
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }
}
