package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.netlink.ScriptedSockets.answering;
import static org.lvsh.kernel.netlink.ScriptedSockets.datagram;
import static org.lvsh.kernel.netlink.ScriptedSockets.error;
import static org.lvsh.kernel.netlink.ScriptedSockets.trouble;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.netlink.NetlinkException.Kind;
import org.lvsh.kernel.netlink.ScriptedSockets.Datagram;
import org.lvsh.kernel.netlink.ScriptedSockets.Script;

final class NftGenerationsTest {
  private static final int NEWGEN = 0x0A0F;
  private static final int GETGEN = 0x0A10;

  /** Sent before each question: it has no answer of its own. */
  private static List<Datagram> batch(List<Message> sent) {
    assertEquals(List.of(16, 17), sent.stream().map(Message::type).toList());
    for (Message message : sent) {
      assertEquals(Message.F_REQUEST, message.flags());
      assertEquals(10, message.payload().network16(2));
    }
    return List.of();
  }

  private static Script answer(int type, int number) {
    return sent -> {
      assertEquals(1, sent.size());
      Message question = sent.get(0);
      assertEquals(GETGEN, question.type());
      assertEquals(Message.F_REQUEST, question.flags());
      assertEquals(4, question.payload().length());
      ByteBuffer body = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
      body.putInt(0).putShort((short) 8).putShort((short) 1).putInt(number).flip();
      return List.of(datagram(ScriptedSockets.message(type, 0, question.sequence(), body)));
    };
  }

  @Test
  void onlyTheSameNumberIsTheSame() {
    NftGenerations generations =
        new NftGenerations(
            answering(
                NftGenerationsTest::batch,
                answer(NEWGEN, 7),
                NftGenerationsTest::batch,
                answer(NEWGEN, 7),
                NftGenerationsTest::batch,
                answer(NEWGEN, 8)));
    Optional<Object> first = generations.now();
    assertTrue(first.isPresent());
    assertEquals(first, generations.now());
    assertNotEquals(first, generations.now());
  }

  @Test
  void whatIsNotTheAnswerTellsNothing() {
    assertEquals(
        Optional.empty(),
        new NftGenerations(answering(NftGenerationsTest::batch, answer(GETGEN, 7))).now());
  }

  @Test
  void aKernelThatDoesNotSayTellsNothing() {
    for (Script untold :
        List.<Script>of(
            sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.EPERM))),
            sent -> List.of(trouble(Kind.NO_ANSWER)))) {
      assertEquals(
          Optional.empty(), new NftGenerations(answering(NftGenerationsTest::batch, untold)).now());
    }
  }

  /** Then nobody knows whether a transaction is still on its way. */
  @Test
  void aRefusedBatchTellsNothing() {
    Script refusal = sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.EPERM)));
    assertEquals(Optional.empty(), new NftGenerations(answering(refusal, answer(NEWGEN, 7))).now());
  }
}
