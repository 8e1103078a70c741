package org.lvsh.kernel.netlink;

import static java.util.stream.Collectors.toSet;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
    assertFalse(new NftClient(answering(refusal, refusal)).settle());
    Script silence = sent -> List.of(trouble(Kind.NO_ANSWER));
    assertFalse(new NftClient(answering(NftClientTest::batch, silence)).settle());
  }

  private static final NftStep STEP = new NftStep.DeleteTable("lvsh");

  /** Without a right to it, the question behind is refused as well. */
  private static final Script REFUSED =
      sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.EPERM)));

  private static NftClient refusing(int message, int... errnos) {
    Script refusal =
        sent -> {
          assertEquals(List.of(16, 0x0A02, 0x0A02, 17), sent.stream().map(Message::type).toList());
          return IntStream.of(errnos)
              .mapToObj(errno -> datagram(error(sent.get(message).sequence(), errno)))
              .toList();
        };
    boolean permitted = IntStream.of(errnos).noneMatch(errno -> errno == Linux.EPERM);
    return new NftClient(answering(refusal, permitted ? answer(NEWGEN, 7) : REFUSED));
  }

  /** Whatever the answer says that comes behind it. */
  @Test
  void aTransactionIsThroughWhereTheNextAnswerComes() {
    NftClient client = new NftClient(answering(sent -> List.of(), REFUSED));
    assertEquals(Optional.empty(), client.commit(List.of(STEP)));
  }

  @Test
  void aTransactionIsInForceWhereNothingOfItIsRefused() {
    assertEquals(Optional.empty(), refusing(0).commit(List.of(STEP, STEP)));
  }

  @Test
  void theFirstRefusalTellsWhichStepItWas() {
    assertEquals(
        Optional.of(new NftClient.Refusal(Errno.ENOENT, OptionalInt.of(1))),
        refusing(2, Linux.ENOENT, Linux.EBUSY).commit(List.of(STEP, STEP)));
    assertEquals(
        Optional.of(new NftClient.Refusal(Errno.EPERM, OptionalInt.empty())),
        refusing(0, Linux.EPERM).commit(List.of(STEP, STEP)));
  }

  @Test
  void whatCannotBeSentIsRefused() {
    NetlinkSocket.Factory tooShort =
        answerBytes -> {
          throw NetlinkException.failed(Kind.UNREACHABLE, "send", 90);
        };
    assertEquals(
        Optional.of(new NftClient.Refusal(new Errno(90), OptionalInt.empty())),
        new NftClient(tooShort).commit(List.of(STEP)));
    assertFalse(new NftClient(tooShort).settle());
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
    NftClient client = new NftClient(answering(listing, listing));
    assertEquals(elements(1000), List.copyOf(client.elements("lvsh", "s").orElseThrow()));
  }

  /** Elements with these keys, each row in a message of its own. */
  private static Script listing(int[]... messages) {
    return sent -> {
      int sequence = sent.get(0).sequence();
      List<Datagram> answers = new ArrayList<>();
      for (int[] keys : messages) {
        List<NftElement> some = IntStream.of(keys).mapToObj(NftClientTest::element).toList();
        byte[] message = new NftStep.CreateElements("lvsh", "s", some).messages().get(0);
        answers.add(datagram(ScriptedSockets.answer(message, 2, sequence)));
      }
      answers.add(datagram(ScriptedSockets.done(sequence)));
      return answers;
    };
  }

  private static final Script WHOLE = listing(new int[] {1, 2}, new int[] {3});
  private static final Script IN_ANOTHER_ORDER = listing(new int[] {3}, new int[] {2, 1});

  private static void isReadAs(int number, Script... answers) {
    ScriptedSockets sockets = answering(answers);
    Set<NftElement> read = new NftClient(sockets).elements("lvsh", "s").orElseThrow();
    assertEquals(
        IntStream.rangeClosed(1, number).mapToObj(NftClientTest::element).collect(toSet()), read);
    assertTrue(sockets.isFinished());
  }

  /** As while the kernel makes the table of a set larger: 3 is left out, and 1 comes twice. */
  @Test
  void whatComesTwiceIsInThePlaceOfAnother() {
    Script twice = listing(new int[] {1, 2}, new int[] {1});
    isReadAs(3, twice, twice, WHOLE, IN_ANOTHER_ORDER);
  }

  /** As where a transaction is given up meanwhile. */
  @Test
  void whatIsLeftOutOnceIsThereTheNextTime() {
    isReadAs(3, listing(new int[] {1}, new int[] {3}), WHOLE, WHOLE);
    isReadAs(3, WHOLE, listing(new int[] {1}, new int[] {3}), WHOLE, WHOLE);
  }

  @Test
  void oneMessageIsOfOneMoment() {
    isReadAs(2, listing(new int[] {2, 1}));
    isReadAs(0, listing());
  }

  @Test
  void whatNeverStandsStillIsNotRead() {
    Script[] always = new Script[100];
    for (int at = 0; at < always.length; at++) {
      always[at] = listing(new int[] {1, 2}, new int[] {at + 3});
    }
    NftClient unsteady = new NftClient(answering(always));
    assertEquals(
        Kind.UNSTEADY,
        assertThrows(NetlinkException.class, () -> unsteady.elements("lvsh", "s")).kind());
  }

  /** Of a busy machine: each listing is interrupted, until one is not. */
  @Test
  void aListingThatOthersInterruptIsBegunAnew() {
    Script interrupted =
        sent -> {
          byte[] message = new NftStep.CreateElements("lvsh", "s", elements(1)).messages().get(0);
          int sequence = sent.get(0).sequence();
          return List.of(
              datagram(ScriptedSockets.answer(message, 2 | 0x10, sequence)),
              datagram(ScriptedSockets.done(sequence)));
        };
    List<Script> answers = new ArrayList<>(Collections.nCopies(30, interrupted));
    answers.add(listing(new int[] {1}));
    isReadAs(1, answers.toArray(Script[]::new));
  }

  /** For all other keys, and with a verdict in place of data, as nft lets one write. */
  @Test
  void whatHasNoKeyOrIsAVerdictHasNoBytes() {
    byte[] message = new MessageWriter(0x0A0C, 1, 0).message();
    MessageWriter writer = new MessageWriter(0x0A0C, 1, 0);
    writer.nest(3, () -> writer.nest(1, () -> writer.nest(2, () -> writer.nest(2, () -> {}))));
    Script listing =
        sent ->
            List.of(
                datagram(ScriptedSockets.answer(message, 2, sent.get(0).sequence())),
                datagram(ScriptedSockets.answer(writer.message(), 2, sent.get(0).sequence())),
                datagram(ScriptedSockets.done(sent.get(0).sequence())));
    ByteBuffer nothing = ByteBuffer.allocate(0);
    assertEquals(
        Optional.of(
            Set.of(
                new NftElement(nothing, Optional.empty(), Optional.of(nothing), Optional.empty()))),
        new NftClient(answering(listing, listing)).elements("lvsh", "s"));
  }

  @Test
  void aSetThatIsNotThereHasNoElements() {
    Script absent = sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.ENOENT)));
    assertEquals(Optional.empty(), new NftClient(answering(absent)).elements("lvsh", "s"));
    Script refused = sent -> List.of(datagram(error(sent.get(0).sequence(), Linux.EPERM)));
    NftClient unprivileged = new NftClient(answering(refused));
    assertThrows(NetlinkException.class, () -> unprivileged.elements("lvsh", "s"));
  }

  private static Script listed(int question, List<NftStep> steps) {
    return sent -> {
      assertEquals(question, sent.get(0).type());
      int sequence = sent.get(0).sequence();
      List<Datagram> answers = new ArrayList<>();
      for (NftStep step : steps) {
        byte[] message = step.messages().get(0);
        answers.add(datagram(ScriptedSockets.answer(message, 2, sequence)));
      }
      answers.add(datagram(ScriptedSockets.done(sequence)));
      return answers;
    };
  }

  private static final NftStep SET =
      new NftStep.CreateSet("lvsh", "s", 1, 19, List.of(4, 1), true, OptionalInt.of(19));
  private static final NftStep CHAIN = new NftStep.CreateChain("lvsh", "c", "filter", 3, -150);
  private static final NftStep RULE =
      new NftStep.AddRule(
          "lvsh",
          "c",
          List.of(
              NftExpression.load(NftExpression.Meta.MARK, 0),
              NftExpression.lookUp("s", 0),
              NftExpression.lookUp("t", 0)));

  @Test
  void aTableIsMadeOfSetsChainsAndRules() {
    NftStep othersChain = new NftStep.CreateChain("others", "d", "filter", 0, 0);
    NftClient client =
        new NftClient(
            answering(
                listed(0x0A0A, List.of(SET)),
                listed(0x0A04, List.of(othersChain, CHAIN)),
                listed(0x0A07, List.of(RULE))));
    assertEquals(
        new NftStructure(Set.of("s"), Map.of("c", 3), Map.of("c", Set.of("s", "t"))),
        client.structure("lvsh"));
  }

  /** Or they would be taken for what is there already. */
  @Test
  void whatIsMadeIsSaidToBeNew() {
    Map<NftStep, Integer> flags =
        Map.of(
            new NftStep.CreateTable("lvsh"),
            0x601,
            SET,
            0x601,
            CHAIN,
            0x601,
            RULE,
            0xC01,
            new NftStep.CreateElements("lvsh", "s", elements(1)),
            0x601,
            new NftStep.DeleteElements("lvsh", "s", elements(1)),
            0x001,
            STEP,
            0x001);
    flags.forEach(
        (step, expected) -> {
          Script seen =
              sent -> {
                assertEquals(expected, sent.get(1).flags(), step.subject());
                assertEquals(1, sent.get(1).payload().u8(0), step.subject());
                return List.of();
              };
          NftClient client = new NftClient(answering(seen, answer(NEWGEN, 7)));
          assertEquals(Optional.empty(), client.commit(List.of(step)));
        });
  }

  @Test
  void aMapOfRangesSaysHowItsKeysAreMade() {
    Attributes set = attributes(SET, 0x0A09);
    assertEquals(0x8C, set.network32(3));
    assertEquals(8, set.network32(5));
    assertEquals(4, set.network32(7));
    assertEquals(
        List.of(4, 1), set.nested(9).entries(2).stream().map(part -> part.network32(1)).toList());
    NftStep plain =
        new NftStep.CreateSet("lvsh", "n", 2, 19, List.of(4), false, OptionalInt.empty());
    Attributes numbers = attributes(plain, 0x0A09);
    assertEquals(0, numbers.network32(3));
    assertFalse(numbers.has(6) || numbers.has(7) || numbers.has(9) || numbers.has(13));
  }

  private static Attributes attributes(NftStep step, int type) {
    return Message.allOf(ByteBuffer.wrap(step.messages().get(0))).get(0).attributes(type);
  }

  @Test
  void aCommentHasAnEnd() {
    NftElement long254 =
        new NftElement(
            ByteBuffer.allocate(4),
            Optional.empty(),
            Optional.empty(),
            Optional.of("x".repeat(254)));
    NftStep step = new NftStep.CreateElements("lvsh", "s", List.of(long254));
    assertThrows(IllegalArgumentException.class, step::messages);
  }
}
