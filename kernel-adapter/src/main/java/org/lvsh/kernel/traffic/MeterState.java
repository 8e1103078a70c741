package org.lvsh.kernel.traffic;

import java.util.Collections;
import java.util.List;

/**
 * The counters of a service or a server: connections, packets in and out, bytes in and out, five
 * numbers each.
 *
 * @param counted from 0
 * @param atLastTick what they were when the rates were last estimated, at most {@code counted}
 * @param rates from 0, scaled as in {@code ip_vs_est.c}
 */
public record MeterState(List<Long> counted, List<Long> atLastTick, List<Long> rates) {
  private static final List<Long> NOUGHT = Collections.nCopies(Meter.COUNTERS, 0L);

  /** Of a meter that has counted nothing. */
  public static final MeterState NONE = new MeterState(NOUGHT, NOUGHT, NOUGHT);

  public MeterState {
    counted = fromNought(counted);
    atLastTick = fromNought(atLastTick);
    rates = fromNought(rates);
    for (int at = 0; at < Meter.COUNTERS; at++) {
      if (atLastTick.get(at) > counted.get(at)) {
        throw new IllegalArgumentException("a counter that ran backwards");
      }
    }
  }

  private static List<Long> fromNought(List<Long> numbers) {
    if (numbers.size() != Meter.COUNTERS || numbers.stream().anyMatch(number -> number < 0)) {
      throw new IllegalArgumentException("no counters: " + numbers);
    }
    return List.copyOf(numbers);
  }
}
