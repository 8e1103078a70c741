package org.lvsh.kernel.model;

import java.time.Instant;

/**
 * That a real server gets no new clients until somebody says otherwise.
 *
 * @param weight what it had before, and gets back: 0 to 2147483647
 * @param since when that was said, in whole seconds since 1970
 */
public record Drain(int weight, Instant since) {
  public Drain {
    if (weight < 0) {
      throw new IllegalArgumentException("no weight: " + weight);
    }
    if (since.getNano() != 0 || since.getEpochSecond() < 0) {
      throw new IllegalArgumentException("no whole second: " + since);
    }
  }
}
