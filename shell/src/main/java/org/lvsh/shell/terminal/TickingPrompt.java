package org.lvsh.shell.terminal;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.reader.LineReader;
import org.jline.reader.impl.LineReaderImpl;

/**
 * Reads a line while the text at the right of the prompt goes with the time: each second it is
 * asked for anew, and drawn without disturbing what is being typed.
 */
public final class TickingPrompt {
  private final LineReaderImpl reader;
  private final Supplier<Optional<String>> right;
  private final Supplier<String> end;
  private boolean ended;

  private TickingPrompt(
      LineReaderImpl reader, Supplier<Optional<String>> right, Supplier<String> end) {
    this.reader = reader;
    this.right = right;
    this.end = end;
  }

  /**
   * Reads a line.
   *
   * @param reader one that {@link PromptReader} made
   * @param left the prompt
   * @param right what stands at the right; once it is empty nothing is asked for any more
   * @param end what is said above the line then
   */
  public static String read(
      LineReader reader, String left, Supplier<Optional<String>> right, Supplier<String> end) {
    TickingPrompt prompt = new TickingPrompt((LineReaderImpl) reader, right, end);
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "countdown");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> ticking = clock.scheduleWithFixedDelay(prompt::tick, 1, 1, TimeUnit.SECONDS);
    try {
      return reader.readLine(left, right.get().orElse(null), (Character) null, null);
    } finally {
      ticking.cancel(false);
      clock.shutdownNow();
    }
  }

  private void tick() {
    if (ended || !reader.isReading()) {
      return;
    }
    Optional<String> now = right.get();
    try {
      reader.setRightPrompt(now.orElse(""));
      reader.callWidget(LineReader.REDISPLAY);
      if (now.isEmpty()) {
        ended = true;
        reader.printAbove(end.get());
      }
    } catch (IllegalStateException justRead) {
      // The line was ended at this very moment: the next prompt says what there is to say.
      return;
    }
  }
}
