package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every byte that is sent, and the meaning of every byte that Linux 6.1 answered. */
class RecordedConversationTest {
  @Test
  void itSaysAndUnderstandsWhatWasRecorded() {
    Recording.Played played = Recording.load().play();
    Conversation.with(new IpvsClient(answerBytes -> played, () -> Conversation.TICKS_PER_SECOND));
    assertEquals(List.of(), played.wrong());
    assertEquals(List.of(), List.copyOf(played.rest()));
  }
}
