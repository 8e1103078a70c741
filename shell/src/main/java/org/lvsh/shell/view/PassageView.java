package org.lvsh.shell.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lvsh.kernel.Passage;

/** What passing time has brought to a simulated kernel. */
public final class PassageView {
  private final Passage passage;

  public PassageView(Passage passage) {
    this.passage = passage;
  }

  /** One line, or two where something has ended. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    if (passage.endedConnections() + passage.endedTemplates() > 0) {
      lines.add(
          Line.of(
              "%s and %s ended."
                  .formatted(
                      counted(passage.endedConnections(), "connection"),
                      counted(passage.endedTemplates(), "template"))));
    }
    lines.add(
        Line.of(
            "At %s there are %s and %s."
                .formatted(
                    clock(passage.clock()),
                    counted(passage.connections(), "connection"),
                    counted(passage.templates(), "template"))));
    return lines;
  }

  static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** {@code 1:02:03}; days count as hours. */
  private static String clock(Duration clock) {
    return "%s:%02d:%02d".formatted(clock.toHours(), clock.toMinutesPart(), clock.toSecondsPart());
  }
}
