package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.language.ast.Statement.WatchSubject;
import org.lvsh.shell.watch.Key;
import org.lvsh.shell.watch.Query;
import org.lvsh.shell.watch.Shop;
import org.lvsh.shell.watch.WatchState;

/** Screens of what is watched. */
class WatchViewTest {
  private static final long SEED = 20_261_126;
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int NARROW = 80;
  private static final int WIDE = 200;
  private static final int LOW = 24;
  private static final int HIGH = 40;

  private final Shop shop = new Shop(1_000);
  private final WatchView view = new WatchView("live");

  private static Query query(WatchSubject subject, Optional<String> service) {
    return Query.of(subject, service, Optional.empty());
  }

  private static Query templates() {
    return query(WatchSubject.TEMPLATES, Optional.empty());
  }

  private WatchState watched(Query query, List<Connection> table) {
    WatchState state = WatchState.of(query);
    for (long rate : List.of(3L, 9L, 6L, 12L)) {
      shop.counting(rate);
      shop.kernel().holding(table);
      state = state.with(shop.reader().read(query), query);
    }
    return state;
  }

  private WatchState busy(WatchSubject subject, Optional<String> service) {
    return watched(query(subject, service), Shop.busy());
  }

  private static WatchState type(WatchState state, String keys) {
    WatchState next = state;
    for (int index = 0; index < keys.length(); index++) {
      char key = keys.charAt(index);
      next = next.press(key == '\r' ? Key.of(Key.Kind.ENTER) : Key.of(key), 10).orElseThrow();
    }
    return next;
  }

  /** The text, and beneath it what the pieces mean, by their first letters. */
  private static String drawn(List<ScreenLine> lines) {
    return lines.stream()
            .map(ScreenLine::text)
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n", "", "\n"))
        + "\n"
        + lines.stream().map(WatchViewTest::styles).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String styles(ScreenLine line) {
    String styles =
        line.pieces().stream()
            .map(piece -> letter(piece.style()).repeat(piece.text().length()))
            .collect(Collectors.joining());
    return (line.selected() ? "> " : "  ") + styles.stripTrailing();
  }

  private static String letter(Line.Style style) {
    return style == Line.Style.PLAIN ? " " : style.name().substring(0, 1);
  }

  private void check(String name, WatchState state) throws IOException {
    Golden.check(name + "-on-80-columns.screen", drawn(view.draw(state, EVERY, NARROW, LOW)));
    Golden.check(name + "-on-200-columns.screen", drawn(view.draw(state, EVERY, WIDE, HIGH)));
  }

  @Test
  void templates80And200() throws IOException {
    check("templates-are-watched", busy(WatchSubject.TEMPLATES, Optional.empty()));
  }

  @Test
  void templatesThatAreKeptPastTheirTime() throws IOException {
    WatchState state = WatchState.of(templates());
    Connection open = Shop.connection("203.0.113.7", 4_000, 80, "192.168.1.2", "ESTABLISHED", 900);
    for (int left : List.of(1, 60, 45)) {
      shop.kernel().holding(List.of(open, Shop.template("203.0.113.7", "192.168.1.2", left)));
      state = state.with(shop.reader().read(templates()), templates());
    }
    check("a-template-is-kept-past-its-time", state);
  }

  @Test
  void connections80And200() throws IOException {
    check("connections-are-watched", busy(WatchSubject.CONNECTIONS, Optional.empty()));
  }

  @Test
  void rates80And200() throws IOException {
    check("rates-are-watched", busy(WatchSubject.RATES, Optional.empty()));
  }

  @Test
  void aService80And200() throws IOException {
    check("a-service-is-watched", busy(WatchSubject.SERVICE, Optional.of("pay")));
  }

  @Test
  void oneClientIsFollowedInAFrozenScreen() throws IOException {
    WatchState state = type(busy(WatchSubject.TEMPLATES, Optional.empty()), "jj\r");
    shop.kernel().holding(Shop.busy());
    state = state.with(shop.reader().read(state.query()), state.query());
    check("a-client-is-followed-in-a-frozen-screen", type(state, " r"));
  }

  @Test
  void aFilterIsTyped() throws IOException {
    check("a-filter-is-typed", type(busy(WatchSubject.TEMPLATES, Optional.empty()), "/113.2 1.3"));
  }

  @Test
  void theKeysAreExplained() throws IOException {
    check("the-keys-are-explained", type(busy(WatchSubject.RATES, Optional.empty()), "?"));
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertTrue(first(WatchState.of(templates())).contains("reading …"));
    assertTrue(first(watched(templates(), List.of())).contains("no templates"));
    assertTrue(
        first(type(watched(templates(), List.of()), "/x\r")).contains("no template has that"));
    WatchState failed = watched(templates(), List.of()).with("no \u001Btable");
    assertTrue(first(failed).contains("error: no "), first(failed));
    assertTrue(first(failed).indexOf('\u001B') < 0);
    shop.kernel().restricted("only root sees it all");
    assertTrue(first(watched(templates(), List.of())).contains("only root sees it all"));
  }

  private String first(WatchState state) {
    return drawn(view.draw(state, EVERY, NARROW, LOW));
  }

  @Test
  void whatIsLeftOutIsCounted() {
    Shop small = new Shop(5);
    small.kernel().holding(Shop.busy());
    WatchState state =
        WatchState.of(templates()).with(small.reader().read(templates()), templates());
    assertTrue(first(state).contains("5 rows of 32"), first(state));
  }

  @Test
  void nothingIsWiderOrHigherThanTheScreenAndTheCursorIsAlwaysSeen() {
    Random random = new Random(SEED);
    for (WatchSubject subject : WatchSubject.values()) {
      WatchState state = busy(subject, Optional.of("shop"));
      for (int turn = 0; turn < 500; turn++) {
        int width = 1 + random.nextInt(220);
        int height = 1 + random.nextInt(60);
        String keys = "jkGgrs<>f?/x ";
        state = type(state, "" + keys.charAt(random.nextInt(keys.length())));
        List<ScreenLine> lines = view.draw(state, EVERY, width, height);
        String what = "%s %d x %d, seed %d".formatted(subject, width, height, SEED);
        assertTrue(lines.size() <= height, what);
        lines.forEach(line -> assertTrue(line.text().length() <= width, what));
        boolean table = state.mode() != WatchState.Mode.HELP && !state.rows().isEmpty();
        if (table && height >= 5) {
          assertEquals(1, lines.stream().filter(ScreenLine::selected).count(), what);
        }
      }
    }
  }

  @Test
  void barsArePartsOfAWhole() {
    assertEquals("████░░░░", Bars.bar(0.5, 8));
    assertEquals("█▌░░", Bars.bar(0.375, 4));
    assertEquals("░░", Bars.bar(-1, 2));
    assertEquals("██", Bars.bar(7, 2));
    assertEquals("  ▁▅█▂", Bars.history(List.of(0L, 50L, 100L, 1L), 6));
    assertEquals("█▂", Bars.history(List.of(0L, 50L, 100L, 1L), 2));
    assertEquals("▁▁", Bars.history(List.of(0L, 0L), 2));
  }
}
