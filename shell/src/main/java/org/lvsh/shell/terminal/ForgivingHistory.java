package org.lvsh.shell.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * A history for which a file that cannot be read or written is no reason to stop: it then lives as
 * long as the prompt, and the file is left as it is.
 */
final class ForgivingHistory extends DefaultHistory {
  private boolean usable = true;

  @Override
  public void load() {
    try {
      super.load();
    } catch (IOException | UncheckedIOException | IllegalArgumentException damaged) {
      usable = false;
    }
  }

  @Override
  public void save() {
    if (usable) {
      try {
        super.save();
      } catch (IOException | UncheckedIOException full) {
        usable = false;
      }
    }
  }
}
