package org.lvsh.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lvsh.language.ast.Statement.WatchSubject;
import org.lvsh.shell.terminal.Colours;
import org.lvsh.shell.terminal.LiveScreen;
import org.lvsh.shell.view.ScreenLine;
import org.lvsh.shell.view.WatchView;
import org.lvsh.shell.watch.Key;
import org.lvsh.shell.watch.Query;
import org.lvsh.shell.watch.Shop;

/** A live view on a terminal, whatever is pressed and however it is resized. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchScreenTest {
  private static final boolean FULL = "full".equals(System.getProperty("lvsh.counts"));
  private static final int KEYS = FULL ? 10_000 : 1_000;
  private static final int RESIZES = FULL ? 1_000 : 100;
  private static final int KEYS_AT_ONCE = 50;
  private static final long SEED = 20_261_126;
  private static final String MARKER = "é";
  private static final String CTRL_C = "\u0003";
  private static final String ENTER_ALTERNATE = "\u001b[?1049h";
  private static final String LEAVE_ALTERNATE = "\u001b[?1049l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  private final ScreenTerminal screen = new ScreenTerminal(80, 24);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LineDisciplineTerminal terminal = terminal();
  private final Shop shop = new Shop(1_000);
  private volatile List<String> drawn = List.of();
  private final AtomicInteger markers = new AtomicInteger();

  private LineDisciplineTerminal terminal() {
    try {
      LineDisciplineTerminal made =
          new LineDisciplineTerminal(
              "watched", "xterm-256color", new Decoded(), StandardCharsets.UTF_8);
      made.setSize(new Size(80, 24));
      return made;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** What is written, onto the screen. */
  private final class Decoded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int single) {
      bytes.write(single);
    }

    @Override
    public synchronized void flush() {
      String text = bytes.toString(StandardCharsets.UTF_8);
      bytes.reset();
      written.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      screen.write(text);
    }
  }

  /** What is drawn, and that a marker among the keys has been reached. */
  private class Observed implements Console.Live {
    private final Console.Live live;

    Observed(Console.Live live) {
      this.live = live;
    }

    @Override
    public List<ScreenLine> draw(int width, int height) {
      List<ScreenLine> lines = live.draw(width, height);
      drawn = lines.stream().map(line -> line.text().stripTrailing()).toList();
      return lines;
    }

    @Override
    public boolean press(Key key, int width, int height) {
      if (key.kind() == Key.Kind.OTHER) {
        markers.incrementAndGet();
      }
      return live.press(key, width, height);
    }

    @Override
    public Optional<Duration> pause() {
      return live.pause();
    }

    @Override
    public Supplier<Runnable> reading() {
      return live.reading();
    }
  }

  private Console.Live live() {
    shop.kernel().holding(Shop.busy());
    Query query = Query.of(WatchSubject.TEMPLATES, Optional.empty(), Optional.empty());
    WatchView view = new WatchView("live");
    return new LiveWatch(query, shop.reader(), view, Clock.systemUTC(), Duration.ofSeconds(1));
  }

  private void show(Console.Live live) {
    LiveScreen.on(terminal, Colours.ON).orElseThrow().show(live);
  }

  private Thread shown(Console.Live live) {
    Thread thread = new Thread(() -> show(live), "screen");
    thread.start();
    return thread;
  }

  private void type(String keys) {
    try {
      terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void await(BooleanSupplier reached, Supplier<String> otherwise)
      throws InterruptedException {
    boolean isReached = reached.getAsBoolean();
    for (int turn = 0; turn < 3_000 && !isReached; turn++) {
      Thread.sleep(10);
      isReached = reached.getAsBoolean();
    }
    assertTrue(isReached, otherwise);
  }

  private void awaitText(String words) throws InterruptedException {
    await(() -> text().contains(words), () -> "no '" + words + "' in:\n" + text());
  }

  private String text() {
    return screen.toString();
  }

  /** What is seen, without blanks at the ends of lines and below the last one. */
  private String seen() {
    return comparable(text().lines());
  }

  private String expected() {
    return comparable(drawn.stream());
  }

  /**
   * Without the last column: where the cursor stands on it, {@code ScreenTerminal} clears nothing
   * of a line ({@code CSI K}), which terminals do, the column included.
   */
  private String comparable(Stream<String> lines) {
    int most = Math.max(0, terminal.getSize().getColumns() - 1);
    return lines
        .map(line -> line.substring(0, Math.min(most, line.length())).stripTrailing())
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private void awaitWhatIsDrawn(String what) throws InterruptedException {
    await(
        () -> seen().equals(expected()),
        () -> what + ", drawn:\n" + expected() + "\nseen:\n" + seen());
  }

  private void assertClean(Attributes before) {
    assertEquals(before.toString(), terminal.getAttributes().toString());
    String all = written.toString(StandardCharsets.UTF_8);
    int left = all.lastIndexOf(LEAVE_ALTERNATE);
    assertTrue(left > all.lastIndexOf(ENTER_ALTERNATE), "it left the screen as it was");
    assertTrue(all.lastIndexOf(SHOW_CURSOR) > all.lastIndexOf("\u001b[?25l"));
    assertTrue(left + 50 > all.length(), "nothing is drawn afterwards");
  }

  @Test
  void itShowsWhatThereIsUntilSomebodyLeaves() throws InterruptedException {
    Attributes before = terminal.getAttributes();
    Thread shown = shown(new Observed(live()));
    awaitText("203.0.113.10");
    type("/.18");
    awaitText("filter: .18_");
    type("\r");
    awaitText("filter: .18  q");
    awaitWhatIsDrawn("a filter");
    assertTrue(text().contains("203.0.113.18"), text());
    assertFalse(text().contains("203.0.113.17"), text());
    type("q");
    shown.join();
    assertClean(before);
  }

  @Test
  void itStaysWholeUnderRandomKeysAndResizes() throws InterruptedException {
    Random random = new Random(SEED);
    Attributes before = terminal.getAttributes();
    Thread shown = shown(new Observed(live()));
    awaitText("203.0.113.10");
    int batches = KEYS / KEYS_AT_ONCE;
    for (int batch = 0; batch < batches; batch++) {
      for (int key = 0; key < KEYS_AT_ONCE; key++) {
        type(key(random));
        if (key % (KEYS / RESIZES) == 0) {
          resize(2 + random.nextInt(200), 2 + random.nextInt(70));
        }
      }
      int reached = markers.get() + 1;
      type(MARKER);
      String what = "batch " + batch + ", seed " + SEED;
      await(() -> markers.get() >= reached || !shown.isAlive(), () -> what);
      assertTrue(shown.isAlive(), what);
      awaitWhatIsDrawn(what);
    }
    type(CTRL_C);
    shown.join();
    assertClean(before);
  }

  /** Any that does not leave. */
  private static String key(Random random) {
    List<String> special =
        List.of("\u001b[A", "\u001b[B", "\u001b[5~", "\u001b[6~", "\u001bOH", "\u001bOF");
    List<String> others = List.of("\r", "\u001b", "\u007f", "\u000c", "\t", "\u001b[Z", "\u0001");
    return switch (random.nextInt(4)) {
      case 0 -> special.get(random.nextInt(special.size()));
      case 1 -> others.get(random.nextInt(others.size()));
      case 2 -> "jkGgrsS<>f?/ ".substring(random.nextInt(12)).substring(0, 1);
      default -> String.valueOf((char) (' ' + random.nextInt('~' - ' '))).replace('q', 'x');
    };
  }

  private void resize(int columns, int rows) {
    screen.setSize(columns, rows);
    terminal.setSize(new Size(columns, rows));
    terminal.raise(Terminal.Signal.WINCH);
  }

  /** Fails when it is drawn the second time, or when it is read. */
  private Console.Live failing(boolean reading) {
    return new Observed(live()) {
      private int times;

      @Override
      public List<ScreenLine> draw(int width, int height) {
        if (!reading && ++times > 1) {
          throw new IllegalArgumentException("a mistake in drawing");
        }
        return super.draw(width, height);
      }

      @Override
      public Supplier<Runnable> reading() {
        return () -> {
          if (reading) {
            throw new IllegalArgumentException("a mistake in reading");
          }
          return () -> {};
        };
      }
    };
  }

  @Test
  void itLeavesTheTerminalCleanAfterAMistake() {
    for (boolean reading : List.of(true, false)) {
      Attributes before = terminal.getAttributes();
      RuntimeException mistake = assertThrows(RuntimeException.class, () -> show(failing(reading)));
      assertTrue(mistake.toString().contains("a mistake in "), mistake::toString);
      assertClean(before);
    }
  }

  @Test
  void keysAreTakenWhileTheKernelIsSlowAndItIsNotLeftAloneWithIt() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
    Console.Live live =
        new Observed(live()) {
          @Override
          public Supplier<Runnable> reading() {
            return () -> {
              try {
                slow.await(60, TimeUnit.SECONDS);
              } catch (InterruptedException stopped) {
                interrupted.set(true);
              }
              return () -> {};
            };
          }
        };
    Thread shown = shown(live);
    awaitText("reading …");
    type("/abc");
    awaitText("filter: abc_");
    type(CTRL_C);
    await(
        () -> written.toString(StandardCharsets.UTF_8).contains(LEAVE_ALTERNATE),
        () -> "it is still there");
    shown.join(100);
    assertTrue(shown.isAlive());
    slow.countDown();
    shown.join();
    assertFalse(interrupted.get());
  }

  @Test
  void aKernelThatCannotBeReadIsSaidAndTriedAgain() throws InterruptedException {
    Thread shown = shown(new Observed(live()));
    awaitText("203.0.113.10");
    shop.kernel().uncounted("the kernel does not answer");
    awaitText("error: the kernel does not answer");
    assertTrue(text().contains("203.0.113.10"));
    type("q");
    shown.join();
  }

  @Test
  void theScreenEndsWithTheTerminal() throws Exception {
    Thread shown = shown(new Observed(live()));
    awaitText("203.0.113.10");
    terminal.close();
    shown.join();
  }

  @Test
  void aTerminalOfLinesHasNoScreen() throws IOException {
    try (LineDisciplineTerminal lines =
        new LineDisciplineTerminal(
            "lines", "dumb", OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
      assertTrue(LiveScreen.on(lines, Colours.OFF).isEmpty());
    }
  }
}
