package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommentTextTest {

  @Test
  void whatWouldEndACommentOrAWordIsWrittenInDigits() {
    assertEquals("shop.lvs", CommentText.word("shop.lvs"));
    assertEquals("my%0020%0022é😀%0022%005c%0025.lvs", CommentText.word("my \"é😀\"\\%.lvs"));
    assertEquals("%d83d%000a%00a0", CommentText.word("\uD83D\n\u00A0"));
  }

  @Test
  void everyWordIsReadBack() {
    for (String text :
        List.of("shop.lvs", " \"'\\%%0041", "%", "é 😀", "\uDE00\uD83D", "\u2028\u3000\u007F")) {
      assertEquals(text, CommentText.ofWord(CommentText.word(text)));
    }
  }

  @Test
  void aPieceFitsIntoACommentAndTearsNoCharacter() {
    for (String character : List.of("a", "é", "€", "😀")) {
      String text = "b" + character.repeat(300);
      List<String> pieces = CommentText.pieces(text);
      assertEquals(text, String.join("", pieces));
      for (String piece : pieces) {
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        assertTrue(bytes.length <= CommentText.MAX_BYTES);
        assertEquals(piece, new String(bytes, StandardCharsets.UTF_8));
      }
    }
    assertEquals(1, CommentText.pieces("a".repeat(CommentText.MAX_BYTES)).size());
    assertEquals(2, CommentText.pieces("a".repeat(CommentText.MAX_BYTES + 1)).size());
  }
}
