package org.lvsh.shell.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lvsh.kernel.model.Protocol;

/** Many ports at a time, but not too many. */
@Timeout(60)
class SurveyTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static List<Endpoint> ports(int count) {
    List<Endpoint> all = new ArrayList<>();
    for (int port = 1; port <= count; port++) {
      all.add(LoopbackServer.endpoint(Protocol.TCP, port, false));
    }
    return all;
  }

  @Test
  void everyPortIsAskedOnceAndTheAnswersAreInTheOrderOfTheQuestions() {
    ConcurrentLinkedQueue<Endpoint> asked = new ConcurrentLinkedQueue<>();
    Prober prober =
        (endpoint, question) -> {
          asked.add(endpoint);
          return endpoint.port() % 2 == 0 ? Answer.refused() : Answer.silent();
        };
    List<Endpoint> twice = new ArrayList<>(ports(100));
    twice.addAll(ports(100));
    try (Survey survey = new Survey(prober, Question.PLAIN, twice)) {
      assertTrue(survey.await(AMPLE));
      assertEquals(100, survey.total());
      assertEquals(100, survey.done());
      assertEquals(100, asked.size());
      assertEquals(ports(100), List.copyOf(survey.answers().keySet()));
      assertEquals(Answer.refused(), survey.answers().get(ports(2).get(1)));
    }
  }

  @Test
  void sixteenAreAskedAtATime() throws InterruptedException {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch sixteen = new CountDownLatch(16);
    Semaphore go = new Semaphore(0);
    Prober prober =
        (endpoint, question) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          sixteen.countDown();
          go.acquireUninterruptibly();
          now.decrementAndGet();
          return Answer.refused();
        };
    try (Survey survey = new Survey(prober, Question.PLAIN, ports(100))) {
      sixteen.await();
      assertFalse(survey.await(Duration.ZERO));
      go.release(100);
      assertTrue(survey.await(AMPLE));
      assertEquals(16, most.get());
    }
  }

  @Test
  void whoeverStopsHasTheAnswersThatThereAre() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(17);
    Semaphore never = new Semaphore(0);
    Prober prober =
        (endpoint, question) -> {
          begun.countDown();
          if (endpoint.port() > 1) {
            never.acquireUninterruptibly();
          }
          return Answer.refused();
        };
    Survey survey = new Survey(prober, Question.PLAIN, ports(100));
    begun.await();
    survey.close();
    assertEquals(List.of(ports(1).get(0)), List.copyOf(survey.answers().keySet()));
    assertEquals(1, survey.done());
    never.release(100);
  }

  @Test
  void aMistakeIsNotTakenForAnAnswer() {
    Prober broken =
        (endpoint, question) -> {
          throw new UnsupportedOperationException("a mistake");
        };
    try (Survey survey = new Survey(broken, Question.PLAIN, ports(1))) {
      assertTrue(survey.await(AMPLE));
      assertThrows(IllegalStateException.class, survey::answers);
    }
  }
}
