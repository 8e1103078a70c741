package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.netlink.ScriptedSockets.answering;
import static org.lvsh.kernel.netlink.ScriptedSockets.datagram;
import static org.lvsh.kernel.netlink.ScriptedSockets.error;
import static org.lvsh.kernel.netlink.ScriptedSockets.trouble;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.netlink.NetlinkException.Kind;
import org.lvsh.kernel.netlink.ScriptedSockets.Datagram;
import org.lvsh.kernel.netlink.ScriptedSockets.Script;

final class NftClientTest {
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
    NftClient client =
        new NftClient(answering(answer(NEWGEN, 7), answer(NEWGEN, 7), answer(NEWGEN, 8)));
    Optional<Object> first = client.generation();
    assertTrue(first.isPresent());
    assertEquals(first, client.generation());
    assertNotEquals(first, client.generation());
  }

  private static Script table(int type, int flags) {
    return sent -> {
      Message question = sent.get(0);
      assertEquals(1, question.payload().u8(0));
      assertEquals("lvsh", question.attributes(0x0A01).string(1));
      byte[] answer =
          new MessageWriter(type, 1, 0)
              .string(1, "lvsh")
              .bytes(2, new byte[] {0, 0, 0, (byte) flags})
              .message();
      ByteBuffer.wrap(answer)
          .order(ByteOrder.nativeOrder())
          .putInt(Message.SEQUENCE_AT, question.sequence());
      return List.of(datagram(answer));
    };
  }

  @Test
  void aTableIsThereWithItsFlagsOrIsNot() {
    Script absent = sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.ENOENT)));
    NftClient client =
        new NftClient(answering(table(0x0A00, 0), table(0x0A00, 1), absent, table(0x0A05, 0)));
    assertEquals(OptionalInt.of(0), client.flagsOfTable("lvsh"));
    assertEquals(OptionalInt.of(1), client.flagsOfTable("lvsh"));
    assertEquals(OptionalInt.empty(), client.flagsOfTable("lvsh"));
    assertThrows(NetlinkException.class, () -> client.flagsOfTable("lvsh"));
    Script refused = sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.EPERM)));
    NftClient unprivileged = new NftClient(answering(refused));
    assertThrows(NetlinkException.class, () -> unprivileged.flagsOfTable("lvsh"));
  }

  @Test
  void whatIsNotTheAnswerTellsNothing() {
    assertEquals(Optional.empty(), new NftClient(answering(answer(GETGEN, 7))).generation());
  }

  @Test
  void aKernelThatDoesNotSayTellsNothing() {
    for (Script untold :
        List.<Script>of(
            sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.EPERM))),
            sent -> List.of(trouble(Kind.NO_ANSWER)))) {
      assertEquals(Optional.empty(), new NftClient(answering(untold)).generation());
    }
  }

  @Test
  void itIsSettledOnceTheBatchIsThrough() {
    NftClient client = new NftClient(answering(NftClientTest::batch, answer(NEWGEN, 7)));
    assertTrue(client.settle());
  }

  /** Then nobody knows whether a transaction is still on its way. */
  @Test
  void aRefusedBatchSettlesNothing() {
    Script refusal = sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.EPERM)));
    assertFalse(new NftClient(answering(refusal, answer(NEWGEN, 7))).settle());
    Script silence = sent -> List.of(trouble(Kind.NO_ANSWER));
    assertFalse(new NftClient(answering(NftClientTest::batch, silence)).settle());
  }

  private static final NftStep STEP = new NftStep.DeleteTable("lvsh");

  private static NftClient refusing(int message, int... errnos) {
    Script refusal =
        sent -> {
          assertEquals(List.of(16, 0x0A02, 0x0A02, 17), sent.stream().map(Message::type).toList());
          return IntStream.of(errnos)
              .mapToObj(errno -> datagram(error(sent.get(message).sequence(), errno)))
              .toList();
        };
    return new NftClient(answering(refusal, answer(NEWGEN, 7)));
  }

  @Test
  void aTransactionIsInForceWhereNothingOfItIsRefused() {
    assertEquals(Optional.empty(), refusing(0).commit(List.of(STEP, STEP)));
  }

  @Test
  void theFirstRefusalTellsWhichStepItWas() {
    assertEquals(
        Optional.of(new NftClient.Refusal(Errno.ENOENT, OptionalInt.of(1))),
        refusing(2, Linux.ENOENT, Linux.EPERM).commit(List.of(STEP, STEP)));
    assertEquals(
        Optional.of(new NftClient.Refusal(Errno.EPERM, OptionalInt.empty())),
        refusing(0, Linux.EPERM).commit(List.of(STEP, STEP)));
  }

  /** Then nobody knows what has become of it. */
  @Test
  void aTransactionWithoutAnAnswerIsTrouble() {
    NftClient acknowledged = refusing(1, 0);
    assertThrows(NetlinkException.class, () -> acknowledged.commit(List.of(STEP, STEP)));
    Script silence = sent -> List.of(trouble(Kind.NO_ANSWER));
    NftClient silent = new NftClient(answering(sent -> List.of(), silence));
    assertThrows(NetlinkException.class, () -> silent.commit(List.of(STEP)));
  }

  private static NftElement element(int key) {
    return new NftElement(
        ByteBuffer.allocate(4).putInt(0, key),
        Optional.of(ByteBuffer.allocate(4).putInt(0, key + 1)),
        Optional.of(ByteBuffer.allocate(4).putInt(0, 7)),
        Optional.of("no. " + key + " ä"));
  }

  private static List<NftElement> elements(int number) {
    return IntStream.range(0, number).mapToObj(NftClientTest::element).toList();
  }

  /** The messages that make elements are those that list them. */
  @Test
  void elementsAreReadBackInTheirOrder() {
    List<byte[]> messages = new NftStep.CreateElements("lvsh", "s", elements(1000)).messages();
    assertTrue(messages.size() > 1);
    Script listing =
        sent -> {
          Message question = sent.get(0);
          assertEquals(0x0A0D, question.type());
          assertEquals("s", question.attributes(0x0A0D).string(2));
          List<Datagram> answers = new ArrayList<>();
          for (byte[] message : messages) {
            answers.add(datagram(ScriptedSockets.answer(message, 2, question.sequence())));
          }
          answers.add(datagram(ScriptedSockets.done(question.sequence())));
          return answers;
        };
    NftClient client = new NftClient(answering(listing));
    assertEquals(Optional.of(elements(1000)), client.elements("lvsh", "s"));
  }

  /** As while the kernel makes the table of a set larger: 3 is left out, and 1 comes twice. */
  @Test
  void whatComesTwiceIsInThePlaceOfAnother() {
    int[] asked = {0};
    Script listing =
        sent -> {
          int sequence = sent.get(0).sequence();
          List<NftElement> second = List.of(element(asked[0]++ < 2 ? 1 : 3));
          List<Datagram> answers = new ArrayList<>();
          for (List<NftElement> some : List.of(List.of(element(1), element(2)), second)) {
            byte[] message = new NftStep.CreateElements("lvsh", "s", some).messages().get(0);
            answers.add(datagram(ScriptedSockets.answer(message, 2, sequence)));
          }
          answers.add(datagram(ScriptedSockets.done(sequence)));
          return answers;
        };
    NftClient client = new NftClient(answering(listing, listing, listing));
    assertEquals(
        Optional.of(List.of(element(1), element(2), element(3))), client.elements("lvsh", "s"));
    asked[0] = -100;
    Script[] always = Collections.nCopies(100, listing).toArray(Script[]::new);
    NftClient unsteady = new NftClient(answering(always));
    assertEquals(
        Kind.UNSTEADY,
        assertThrows(NetlinkException.class, () -> unsteady.elements("lvsh", "s")).kind());
  }

  @Test
  void aSetThatIsNotThereHasNoElements() {
    Script absent = sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.ENOENT)));
    assertEquals(Optional.empty(), new NftClient(answering(absent)).elements("lvsh", "s"));
    Script refused = sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.EPERM)));
    NftClient unprivileged = new NftClient(answering(refused));
    assertThrows(NetlinkException.class, () -> unprivileged.elements("lvsh", "s"));
  }

  @Test
  void aCommentHasAnEnd() {
    NftElement long255 =
        new NftElement(
            ByteBuffer.allocate(4),
            Optional.empty(),
            Optional.empty(),
            Optional.of("x".repeat(255)));
    NftStep step = new NftStep.CreateElements("lvsh", "s", List.of(long255));
    assertThrows(IllegalArgumentException.class, step::messages);
  }
}
