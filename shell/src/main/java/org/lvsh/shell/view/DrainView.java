package org.lvsh.shell.view;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lvsh.language.diagnostic.CaretRenderer;

/** The clients of a drained server as they leave, in words. */
public final class DrainView {
  private final String server;

  /**
   * A view of one server's clients.
   *
   * @param server as somebody has called it
   */
  public DrainView(String server) {
    this.server = CaretRenderer.printable(server);
  }

  /**
   * The clients that are there.
   *
   * @param templates by which sticky clients come back
   */
  public record Clients(long connections, long templates) {
    public boolean areGone() {
      return connections == 0 && templates == 0;
    }

    @Override
    public String toString() {
      return "%s and %s"
          .formatted(Words.count(connections, "connection"), Words.count(templates, "template"));
    }
  }

  /** One line, to be shown again and again. */
  public String progress(Clients left, Optional<Duration> atLeast) {
    return "draining %s: %s left%s; Ctrl-C stops waiting"
        .formatted(server, left, forecast(atLeast));
  }

  private static String forecast(Optional<Duration> atLeast) {
    return atLeast.map(time -> ", for %s at least".formatted(time(time))).orElse("");
  }

  /** What is there, for somebody who does not wait. */
  public List<Line> left(Clients left, Optional<Duration> atLeast) {
    return List.of(
        Line.of("%s is draining: %s left%s.".formatted(server, left, forecast(atLeast))));
  }

  /** That nobody is there any more. */
  public List<Line> gone() {
    return List.of(Line.of("%s is drained: no connection and no template left.".formatted(server)));
  }

  /** That somebody has stopped waiting. */
  public List<Line> stopped(Clients left) {
    return List.of(
        Line.of(
            "%s stays draining: %s left; 'undrain %s' takes it back."
                .formatted(server, left, server)));
  }

  /** That time is over. */
  public String remain(Clients left, Duration within) {
    return "error: after %s there are %s left on %s; nothing was cut, and it stays draining"
        .formatted(time(within), left, server);
  }

  /** {@code 2h 5m}, {@code 9m 30s}, {@code 12s}. */
  private static String time(Duration time) {
    if (time.toHours() > 0) {
      return "%sh %sm".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%sm %ss".formatted(time.toMinutes(), time.toSecondsPart())
        : "%ss".formatted(time.toSeconds());
  }
}
