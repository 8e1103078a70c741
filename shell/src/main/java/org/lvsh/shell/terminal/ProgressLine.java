package org.lvsh.shell.terminal;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.lvsh.kernel.Progress;

/** One line that is written over and over, once the work has taken half a second. */
final class ProgressLine implements Progress {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final String CLEAR = "\r\u001B[K";

  private final String what;
  private final PrintWriter writer;
  private final Clock clock;
  private final Instant start;
  private boolean shown;

  ProgressLine(String what, PrintWriter writer, Clock clock) {
    this.what = what;
    this.writer = writer;
    this.clock = clock;
    this.start = clock.instant();
  }

  @Override
  public void report(int done, int total) {
    Duration spent = Duration.between(start, clock.instant());
    if (done < total && spent.compareTo(PATIENCE) > 0) {
      shown = true;
      writer.printf("%s%s: %,d of %,d%s", CLEAR, what, done, total, left(spent, done, total));
      writer.flush();
    } else if (done >= total && shown) {
      writer.print(CLEAR);
      writer.flush();
    }
  }

  private static String left(Duration spent, int done, int total) {
    if (done == 0) {
      return "";
    }
    long seconds = spent.toMillis() * (total - done) / done / 1_000 + 1;
    return ", about " + seconds + " s left";
  }
}
