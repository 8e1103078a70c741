package org.lvsh.kernel.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadAheadTest {
  private static final long SEED = 11;

  /** Gives a few thousand bytes at once at most, as /proc does, and tells who has read. */
  private static class Table extends FilterInputStream {
    private static final int PAGE = 4096;

    private final Random random = new Random(SEED);
    private final Set<Thread> readers = Collections.synchronizedSet(new LinkedHashSet<>());
    private final AtomicBoolean closed = new AtomicBoolean();

    private Table(InputStream in) {
      super(in);
    }

    boolean isClosed() {
      return closed.get();
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      readers.add(Thread.currentThread());
      return super.read(into, from, Math.min(most, PAGE - random.nextInt(200)));
    }

    @Override
    public void close() throws IOException {
      closed.set(true);
      super.close();
    }
  }

  private static byte[] someBytes(int number) {
    byte[] bytes = new byte[number];
    new Random(SEED).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "0,2",
    "1,2",
    "131071,2",
    "131072,2",
    "131073,2",
    "262144,2",
    "1000000,2",
    "1000000,1",
    "1000000,16"
  })
  void everyByteComesOnceAndInOrder(int number, int processors) throws IOException {
    byte[] bytes = someBytes(number);
    try (ReadAhead ahead = new ReadAhead(new Table(new ByteArrayInputStream(bytes)), processors)) {
      byte[] first = ahead.readNBytes(5000);
      int one = ahead.read();
      byte[] rest = ahead.readAllBytes();
      assertEquals(number <= 5000 ? -1 : bytes[5000] & 0xff, one);
      assertEquals(number, first.length + rest.length + (one < 0 ? 0 : 1));
      byte[] all = new byte[number];
      System.arraycopy(first, 0, all, 0, first.length);
      if (one >= 0) {
        all[5000] = (byte) one;
        System.arraycopy(rest, 0, all, 5001, rest.length);
      }
      assertArrayEquals(bytes, all);
      assertEquals(-1, ahead.read());
    }
  }

  @ParameterizedTest
  @CsvSource({"1000000,1", "131071,2"})
  void oneProcessorOrAShortTableTakesNoOtherThread(int number, int processors) throws IOException {
    Table table = new Table(new ByteArrayInputStream(someBytes(number)));
    try (ReadAhead ahead = new ReadAhead(table, processors)) {
      ahead.readAllBytes();
    }
    assertEquals(Set.of(Thread.currentThread()), table.readers);
  }

  @Test
  void theNextPieceIsReadWhileThisOneIsWorkedOn() throws Exception {
    CountDownLatch secondBegun = new CountDownLatch(1);
    Thread worker = Thread.currentThread();
    Table table =
        new Table(new ByteArrayInputStream(someBytes(3 * ReadAhead.PIECE))) {
          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            if (!Thread.currentThread().equals(worker)) {
              secondBegun.countDown();
            }
            return super.read(into, from, most);
          }
        };
    try (ReadAhead ahead = new ReadAhead(table, 2)) {
      assertNotEquals(-1, ahead.read());
      assertTrue(secondBegun.await(60, TimeUnit.SECONDS));
    }
    assertTrue(table.closed.get());
  }

  @Test
  void whatFailsOnTheOtherThreadFailsHere() throws IOException {
    IOException broken = new IOException("broken");
    AtomicReference<Thread> failing = new AtomicReference<>();
    InputStream table =
        new InputStream() {
          private int given;

          @Override
          public int read() throws IOException {
            if (given++ < ReadAhead.PIECE + 10) {
              return 'x';
            }
            failing.set(Thread.currentThread());
            throw broken;
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            into[from] = (byte) read();
            return 1;
          }
        };
    try (ReadAhead ahead = new ReadAhead(table, 2)) {
      assertEquals(ReadAhead.PIECE, ahead.readNBytes(ReadAhead.PIECE).length);
      assertSame(broken, assertThrows(IOException.class, ahead::read));
      assertNotEquals(Thread.currentThread(), failing.get());
    }
  }

  @Test
  void whoEndsEarlyWaitsForTheOtherThreadAndClosesIt() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger late = new AtomicInteger();
    Thread worker = Thread.currentThread();
    Table table =
        new Table(new ByteArrayInputStream(someBytes(10 * ReadAhead.PIECE))) {
          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            if (!Thread.currentThread().equals(worker)) {
              reading.countDown();
              late.incrementAndGet();
              awaitQuietly(mayEnd);
              assertFalse(isClosed());
            }
            return super.read(into, from, most);
          }
        };
    ReadAhead ahead = new ReadAhead(table, 2);
    ahead.read();
    assertTrue(reading.await(60, TimeUnit.SECONDS));
    CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> close(ahead));
    assertThrows(TimeoutException.class, () -> closing.get(100, TimeUnit.MILLISECONDS));
    assertFalse(table.isClosed());
    mayEnd.countDown();
    closing.get(60, TimeUnit.SECONDS);
    assertTrue(table.isClosed());
    assertEquals(1, late.get(), "reads nothing more once it is being closed");
  }

  private static void close(ReadAhead ahead) {
    try {
      ahead.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }
}
