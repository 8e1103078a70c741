package org.lvsh.shell.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.language.ast.Statement.WatchSubject;

class ChangeTest {
  private static final String CLIENT = "203.0.113.7";
  private static final String FIRST = "192.168.1.2";

  private final Shop shop = new Shop(1_000);

  private List<Change.Kind> between(WatchSubject subject, Connection before, Connection after) {
    Query query = Shop.query(subject).withService(Optional.of("shop"));
    Reading then = shop.read(query, before);
    return Change.between(subject, then, shop.read(query, after)).stream()
        .map(Change::kind)
        .toList();
  }

  private static Connection open(String state, int seconds) {
    return Shop.connection(CLIENT, 4_000, 80, FIRST, state, seconds);
  }

  @Test
  void timeThatGoesByIsNoChange() {
    assertEquals(
        List.of(),
        between(
            WatchSubject.TEMPLATES,
            Shop.template(CLIENT, FIRST, 500),
            Shop.template(CLIENT, FIRST, 498)));
  }

  @Test
  void aTemplateThatBeginsAnewHasChanged() {
    assertEquals(
        List.of(Change.Kind.CHANGED),
        between(
            WatchSubject.TEMPLATES,
            Shop.template(CLIENT, FIRST, 500),
            Shop.template(CLIENT, FIRST, 600)));
  }

  @Test
  void aPacketOfAConnectionIsNoChangeButItsStateIs() {
    assertEquals(
        List.of(),
        between(WatchSubject.CONNECTIONS, open("ESTABLISHED", 700), open("ESTABLISHED", 900)));
    assertEquals(
        List.of(Change.Kind.CHANGED),
        between(WatchSubject.CONNECTIONS, open("ESTABLISHED", 700), open("FIN_WAIT", 120)));
  }

  @Test
  void anotherServerIsAnotherTemplate() {
    assertEquals(
        List.of(Change.Kind.ADDED, Change.Kind.REMOVED),
        between(
            WatchSubject.SERVICE,
            Shop.template(CLIENT, FIRST, 500),
            Shop.template(CLIENT, "192.168.1.3", 600)));
  }

  @Test
  void whoWatchesAServiceSeesItsRates() {
    Query query = Shop.query(WatchSubject.SERVICE).withService(Optional.of("pay"));
    Reading quiet = shop.read(query);
    assertEquals(3, Change.first(WatchSubject.SERVICE, quiet).size());
    Reading busy = shop.counting(9).read(query);
    assertEquals(2, Change.between(WatchSubject.SERVICE, quiet, busy).size());
    assertEquals(0, Change.first(WatchSubject.TEMPLATES, busy).size());
  }
}
