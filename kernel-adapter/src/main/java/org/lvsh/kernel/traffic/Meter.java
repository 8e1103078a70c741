package org.lvsh.kernel.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.lvsh.kernel.model.Counters;

/**
 * The counters of a service or a server, and their rates: each an average that every two seconds
 * moves a quarter of the way to what passed in those two ({@code estimation_timer} in {@code
 * ip_vs_est.c}). The ticks that are due are made up for when somebody counts or looks.
 */
final class Meter {
  /** Connections, packets in and out, bytes in and out. */
  static final int COUNTERS = 5;

  /** Null as long as nothing has been counted, as with most of a large director that is quiet. */
  private Numbers numbers;

  void countConnection(long now, Handshake handshake, boolean seesReplies) {
    if (numbers == null) {
      numbers = new Numbers(now);
    }
    numbers.count(now, handshake, seesReplies);
  }

  /** {@code ip_vs_zero_stats}. */
  void zero() {
    numbers = null;
  }

  Counters read(long now) {
    return numbers == null ? Counters.NONE : numbers.read(now);
  }

  /** Whether it has counted nothing since it was made or zeroed. */
  boolean isUntouched() {
    return numbers == null;
  }

  MeterState state(long now) {
    return numbers == null ? MeterState.NONE : numbers.state(now);
  }

  /** Takes over what {@link #state} said at the same moment. */
  void restore(MeterState state, long now) {
    numbers = state.equals(MeterState.NONE) ? null : new Numbers(now).with(state);
  }

  /** The counters, each with what it was at the last tick, and with its rate. */
  private static final class Numbers {
    private static final int CONNECTIONS = 0;
    private static final int INCOMING_PACKETS = 1;
    private static final int OUTGOING_PACKETS = 2;
    private static final int INCOMING_BYTES = 3;
    private static final int OUTGOING_BYTES = 4;
    private static final long TICK_MILLISECONDS = 2_000;

    private final long[] counted = new long[COUNTERS];
    private final long[] atLastTick = new long[COUNTERS];
    private final long[] rates = new long[COUNTERS];
    private long ticks;

    Numbers(long now) {
      ticks = now / TICK_MILLISECONDS;
    }

    Numbers with(MeterState state) {
      for (int at = 0; at < COUNTERS; at++) {
        counted[at] = state.counted().get(at);
        atLastTick[at] = state.atLastTick().get(at);
        rates[at] = state.rates().get(at);
      }
      return this;
    }

    void count(long now, Handshake handshake, boolean seesReplies) {
      tick(now);
      counted[CONNECTIONS]++;
      counted[INCOMING_PACKETS] += handshake.incomingPackets();
      counted[INCOMING_BYTES] += handshake.incomingBytes();
      if (seesReplies) {
        counted[OUTGOING_PACKETS] += handshake.outgoingPackets();
        counted[OUTGOING_BYTES] += handshake.outgoingBytes();
      }
    }

    Counters read(long now) {
      tick(now);
      return new Counters(
          counted[CONNECTIONS],
          counted[INCOMING_PACKETS],
          counted[OUTGOING_PACKETS],
          counted[INCOMING_BYTES],
          counted[OUTGOING_BYTES],
          perSecond(CONNECTIONS),
          perSecond(INCOMING_PACKETS),
          perSecond(OUTGOING_PACKETS),
          perSecond(INCOMING_BYTES),
          perSecond(OUTGOING_BYTES));
    }

    /** {@code ip_vs_read_estimator}. */
    private long perSecond(int counter) {
      long roundingUp = (1L << (scale(counter) - 1)) - 1;
      return (rates[counter] + roundingUp) >> scale(counter);
    }

    private static int scale(int counter) {
      return counter < INCOMING_BYTES ? 10 : 5;
    }

    MeterState state(long now) {
      tick(now);
      return new MeterState(listed(counted), listed(atLastTick), listed(rates));
    }

    private static List<Long> listed(long[] numbers) {
      return LongStream.of(numbers).boxed().toList();
    }

    private void tick(long now) {
      long due = now / TICK_MILLISECONDS;
      while (ticks < due && !isAtRest()) {
        estimate();
        ticks++;
      }
      ticks = due;
    }

    private boolean isAtRest() {
      return Arrays.equals(counted, atLastTick) && LongStream.of(rates).allMatch(rate -> rate == 0);
    }

    private void estimate() {
      for (int at = 0; at < COUNTERS; at++) {
        // Half of the scale, for there are two seconds in a tick.
        long rate = (counted[at] - atLastTick[at]) << (scale(at) - 1);
        atLastTick[at] = counted[at];
        rates[at] += (rate - rates[at]) >> 2;
      }
    }
  }
}
