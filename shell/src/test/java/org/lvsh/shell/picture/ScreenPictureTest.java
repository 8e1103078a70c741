package org.lvsh.shell.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenPictureTest {

  @Test
  void eachPieceHasItsStyleAndItsColumns() {
    String svg =
        ScreenPicture.svg(List.of("a\u001b[1;32mb & <c>\u001b[0m  ", "\u001b[7mrow\u001b[0m"));
    assertTrue(
        svg.contains(
            "<text x=\"14\" y=\"27\" textLength=\"8.4\" lengthAdjust=\"spacingAndGlyphs\">a<"),
        svg);
    assertTrue(svg.contains("fill=\"#98c379\" font-weight=\"bold\">b &amp; &lt;c&gt;</text>"), svg);
    assertTrue(svg.contains("<rect x=\"14\" y=\"32\" width=\"25.2\" height=\"18\""), svg);
    assertEquals(3, svg.split("<text", -1).length - 1, svg);
  }
}
