package org.lvsh.shell.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.language.ast.Statement.WatchSubject;

/** What keys and readings make of what is seen. */
class WatchStateTest {
  private static final int PAGE = 10;

  private final Shop shop = new Shop(1_000);
  private WatchState state = WatchState.of(Shop.query(WatchSubject.TEMPLATES));

  WatchStateTest() {
    read(Shop.busy());
  }

  private void read(List<Connection> table) {
    Query query = state.query();
    state = state.with(shop.read(query, table.toArray(Connection[]::new)), query);
  }

  private void type(String characters) {
    characters.chars().forEach(character -> press(Key.of((char) character)));
  }

  private void press(Key.Kind kind) {
    press(Key.of(kind));
  }

  private void press(Key key) {
    state = state.press(key, PAGE).orElseThrow();
  }

  private String cursor() {
    return state.cursor().orElseThrow().client().orElseThrow().toString();
  }

  private boolean leaves(Key key) {
    return state.press(key, PAGE).isEmpty();
  }

  @Test
  void theCursorMovesByRowsAndPagesAndStaysWithinThem() {
    assertEquals(32, state.rows().size());
    assertEquals("198.51.100.0", cursor());
    press(Key.Kind.UP);
    assertEquals(0, state.selected());
    press(Key.Kind.DOWN);
    press(Key.Kind.PAGE_DOWN);
    assertEquals(11, state.selected());
    type("jk");
    press(Key.Kind.PAGE_UP);
    assertEquals(1, state.selected());
    press(Key.Kind.END);
    press(Key.Kind.PAGE_DOWN);
    assertEquals("203.0.113.99", cursor());
    press(Key.Kind.HOME);
    assertEquals(0, state.selected());
    type("Gg");
    assertEquals(0, state.selected());
  }

  @Test
  void theCursorStaysOnItsRowWhereverThatGoes() {
    press(Key.Kind.DOWN);
    press(Key.Kind.DOWN);
    assertEquals("203.0.113.2", cursor());
    type("r");
    assertEquals("203.0.113.2", cursor());
    read(Shop.busy().subList(2, Shop.busy().size()));
    assertEquals("203.0.113.2", cursor());
    read(List.of());
    assertEquals(0, state.selected());
    assertEquals(Optional.empty(), state.cursor());
  }

  @Test
  void rowsAreSortedByOneColumnAfterTheOther() {
    assertEquals(Order.CLIENT, state.query().order());
    type("<");
    assertEquals(Order.CONNECTIONS, state.query().order());
    type("r");
    assertEquals(2, ((TableEntry) state.rows().get(0)).connections());
    press(Key.Kind.RIGHT);
    press(Key.Kind.RIGHT);
    assertEquals(Order.SERVICE, state.query().order());
    assertEquals("shop", state.rows().get(0).place().service());
    press(Key.Kind.LEFT);
    assertEquals("203.0.113.99", state.rows().get(0).client().orElseThrow().toString());
  }

  @Test
  void whatIsTypedFiltersAtOnceAndMayBeTakenBack() {
    type("/113.2 q1.2");
    assertEquals(0, state.rows().size());
    press(Key.Kind.BACKSPACE);
    press(Key.Kind.BACKSPACE);
    press(Key.Kind.BACKSPACE);
    press(Key.Kind.BACKSPACE);
    assertEquals(11, state.rows().size());
    press(Key.Kind.ENTER);
    assertEquals("113.2 ", state.query().filter());
    press(Key.Kind.ESCAPE);
    assertEquals(32, state.rows().size());
    type("/abc");
    press(Key.Kind.ESCAPE);
    assertEquals(32, state.rows().size());
    assertEquals(WatchState.Mode.LOOKING, state.mode());
    type("/" + "x".repeat(500));
    assertEquals(60, state.query().filter().length());
  }

  @Test
  void anotherQuestionIsAskedAtOnce() {
    assertFalse(state.asks());
    type("/x");
    assertTrue(state.asks());
    read(Shop.busy());
    assertFalse(state.asks());
    Query old = state.query();
    type("y");
    state = state.with(shop.reader().read(old), old);
    assertTrue(state.asks());
    assertEquals(List.of(), state.rows());
  }

  @Test
  void whatIsFrozenStaysUntilItIsNot() {
    type(" ");
    read(List.of());
    assertEquals(32, state.rows().size());
    assertTrue(state.frozen());
    press(Key.Kind.ESCAPE);
    assertTrue(state.asks());
    read(List.of());
    assertEquals(0, state.rows().size());
  }

  @Test
  void oneClientIsFollowedAndLeft() {
    press(Key.Kind.DOWN);
    press(Key.Kind.ENTER);
    read(Shop.busy());
    assertEquals(2, state.rows().size());
    assertEquals("203.0.113.1", state.query().followed().map(Object::toString).orElseThrow());
    press(Key.Kind.ESCAPE);
    assertTrue(state.query().followed().isEmpty());
    type("f");
    assertTrue(state.query().followed().isPresent());
  }

  @Test
  void servicesAreSeenOneAfterTheOther() {
    type("s");
    assertEquals(Optional.of("dns"), state.query().service());
    type("ss");
    assertEquals(Optional.of("shop"), state.query().service());
    assertEquals(31, state.rows().size());
    type("s");
    assertEquals(Optional.empty(), state.query().service());
    type("S");
    assertEquals(Optional.of("shop"), state.query().service());
  }

  @Test
  void aViewOfOneServiceHasAlwaysOne() {
    Query query = Shop.query(WatchSubject.SERVICE).withService(Optional.of("shop"));
    state = WatchState.of(query);
    read(Shop.busy());
    type("s");
    assertEquals(Optional.of("dns"), state.query().service());
    type("S");
    assertEquals(Optional.of("shop"), state.query().service());
  }

  @Test
  void helpIsLeftByAnyKey() {
    type("?");
    assertEquals(WatchState.Mode.HELP, state.mode());
    type("q");
    assertEquals(WatchState.Mode.LOOKING, state.mode());
  }

  @Test
  void someKeysLeave() {
    assertTrue(leaves(Key.of('q')));
    assertTrue(leaves(Key.of(Key.Kind.LEAVE)));
    type("/");
    assertTrue(leaves(Key.of(Key.Kind.LEAVE)));
    assertFalse(leaves(Key.of('q')));
  }

  @Test
  void troubleIsShownUntilItIsOver() {
    state = state.with("the table cannot be read");
    assertEquals(Optional.of("the table cannot be read"), state.trouble());
    assertEquals(32, state.rows().size());
    read(Shop.busy());
    assertEquals(Optional.empty(), state.trouble());
  }

  @Test
  void theHistoryGoesBackAMinuteOfReadings() {
    for (int turn = 1; turn <= 100; turn++) {
      shop.counting(turn);
      read(List.of());
    }
    List<Long> history = state.history().get(new Place("pay", Place.ALL_SERVERS));
    assertEquals(WatchState.HISTORY, history.size());
    assertEquals(100, history.get(WatchState.HISTORY - 1));
    assertEquals(41, history.get(0));
  }
}
