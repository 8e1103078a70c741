package org.lvsh.kernel.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lvsh.kernel.KernelException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BesideTest {
  @Test
  void theSecondThreadAsksWhileTheFirstDoesSomethingElse() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Beside<Thread> beside =
        Beside.ask(
            () -> {
              asked.countDown();
              return Thread.currentThread();
            },
            2);
    asked.await();
    assertNotSame(Thread.currentThread(), beside.answer());
    assertTrue(beside.answer().isDaemon(), "it must not keep lvsh from ending");
  }

  @Test
  void withOneProcessorTheFirstThreadAsksWhenTheAnswerIsWanted() {
    AtomicBoolean asked = new AtomicBoolean();
    Beside<Thread> beside =
        Beside.ask(
            () -> {
              asked.set(true);
              return Thread.currentThread();
            },
            1);
    assertFalse(asked.get());
    assertSame(Thread.currentThread(), beside.answer());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void isAskedOnce(int processors) {
    AtomicInteger asked = new AtomicInteger();
    Beside<Integer> beside = Beside.ask(asked::incrementAndGet, processors);
    assertEquals(1, beside.answer());
    beside.end();
    assertEquals(1, beside.answer());
    assertEquals(1, asked.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void throwsWhatTheQuestionHasThrown(int processors) {
    KernelException refused = new KernelException("refused");
    Beside<Object> beside =
        Beside.ask(
            () -> {
              throw refused;
            },
            processors);
    assertSame(refused, assertThrows(KernelException.class, beside::answer));
    beside.end();
  }

  @Test
  void theEndWaitsForTheSecondThread() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicBoolean ending = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    Thread first = Thread.currentThread();
    Beside<Boolean> beside =
        Beside.ask(
            () -> {
              asked.countDown();
              while (!ending.get() || first.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
              }
              done.set(true);
              return true;
            },
            2);
    asked.await();
    ending.set(true);
    beside.end();
    assertTrue(done.get());
  }

  @Test
  void isNotAskedWithOneProcessorWhereNobodyWantsTheAnswer() {
    AtomicBoolean asked = new AtomicBoolean();
    Beside.ask(() -> asked.getAndSet(true), 1).end();
    assertFalse(asked.get());
  }
}
