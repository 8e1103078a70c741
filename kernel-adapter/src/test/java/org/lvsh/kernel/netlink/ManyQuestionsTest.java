package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class ManyQuestionsTest {
  private static final NetlinkSocket.Factory NOBODY =
      answerBytes -> {
        throw new AssertionError("nothing is to be asked here");
      };

  private final IpvsReader reader = new IpvsReader(NOBODY);
  private final IpvsReader helper = new IpvsReader(NOBODY);

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
