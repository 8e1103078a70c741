package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.netlink.NetlinkException.Kind;

class ManyQuestionsTest {
  private final AtomicInteger familiesAsked = new AtomicInteger();
  private final IpvsReader reader =
      new IpvsReader(
          answerBytes -> {
            throw new AssertionError("nothing is to be asked here");
          });
  private final IpvsReader helper = new IpvsReader(answerBytes -> new FamilySocket(familiesAsked));

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 2", "499, 2", "500, 2", "517, 2", "10000, 2", "10000, 1"})
  void theAnswersComeInTheOrderOfTheQuestions(int number, int processors) {
    List<Integer> about = IntStream.range(0, number).boxed().toList();
    assertEquals(
        about.stream().map(one -> 3 * one).toList(),
        questions(processors).ask(about, (asker, one) -> 3 * one, Progress.SILENT));
  }

  /** Each waits for the other before it goes on. */
  @Test
  void bothAskAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    Set<IpvsReader> askers = ConcurrentHashMap.newKeySet();
    BiFunction<IpvsReader, Integer, Integer> question =
        (asker, one) -> {
          if (askers.add(asker)) {
            both.countDown();
            awaited(both);
          }
          return one;
        };
    questions(2).ask(IntStream.range(0, 1_000).boxed().toList(), question, Progress.SILENT);
    assertEquals(Set.of(reader, helper), askers);
  }

  /** The module may have been loaded again since, and has another number then. */
  @Test
  void theHelperAsksForTheFamilyAnewEachTime() {
    List<Integer> about = IntStream.range(0, 1_000).boxed().toList();
    for (int round = 1; round <= 3; round++) {
      questions(2).ask(about, (asker, one) -> one, Progress.SILENT);
      assertEquals(round, familiesAsked.get());
    }
  }

  @Test
  void withoutAHelperThatCanAskOneAsksAlone() {
    IpvsReader helpless =
        new IpvsReader(
            answerBytes -> {
              throw NetlinkException.failed(Kind.UNREACHABLE, "socket", 24);
            });
    List<Integer> about = IntStream.range(0, 1_000).boxed().toList();
    Set<IpvsReader> askers = ConcurrentHashMap.newKeySet();
    new ManyQuestions(reader, helpless, 2)
        .ask(about, (asker, one) -> askers.add(asker), Progress.SILENT);
    assertEquals(Set.of(reader), askers);
  }

  @Test
  void withoutASecondThreadOneAsksAlone() {
    List<Integer> about = IntStream.range(0, 1_000).boxed().toList();
    ManyQuestions threadless =
        new ManyQuestions(
            reader,
            helper,
            2,
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    assertEquals(about, threadless.ask(about, (asker, one) -> one, Progress.SILENT));
  }

  /** Answers the question for the family's number. */
  private static final class FamilySocket implements NetlinkSocket {
    private final AtomicInteger asked;
    private int sequence;

    FamilySocket(AtomicInteger asked) {
      this.asked = asked;
    }

    @Override
    public void send(ByteBuffer datagram) {
      sequence = Message.allOf(datagram).get(0).sequence();
      asked.incrementAndGet();
    }

    @Override
    public ByteBuffer receive() {
      byte[] family = new MessageWriter(Ipvs.Controller.FAMILY, 1).u16(1, 0x20).message();
      return ByteBuffer.wrap(ScriptedSockets.answer(family, 0, sequence));
    }

    @Override
    public int receiveBufferBytes() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void whatOneOfThemIsRefusedIsTheAnswer() {
    for (IpvsReader unlucky : List.of(reader, helper)) {
      NetlinkException refusal = NetlinkException.refused("anything", Linux.EPERM);
      CountDownLatch refused = new CountDownLatch(1);
      BiFunction<IpvsReader, Integer, Integer> question =
          (asker, one) -> {
            if (asker == unlucky) {
              refused.countDown();
              throw refusal;
            }
            awaited(refused);
            return one;
          };
      List<Integer> about = IntStream.range(0, 1_000).boxed().toList();
      assertSame(
          refusal,
          assertThrows(
              NetlinkException.class, () -> questions(2).ask(about, question, Progress.SILENT)));
    }
  }

  @Test
  void whoeverIsStoppedAsksNoMore() {
    AtomicInteger asked = new AtomicInteger();
    Progress stop =
        (done, total) -> {
          throw new CancellationException();
        };
    List<Integer> about = IntStream.range(0, 1_000_000).boxed().toList();
    assertThrows(
        CancellationException.class,
        () -> questions(2).ask(about, (asker, one) -> asked.incrementAndGet(), stop));
    int atItsEnd = asked.get();
    assertTrue(atItsEnd < 1_000_000, "the helper went on to the end");
    assertEquals(atItsEnd, asked.get());
  }

  private ManyQuestions questions(int processors) {
    return new ManyQuestions(reader, helper, processors);
  }
}
