package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Snapshot;

/** Entries of the connection table come in a fixed order, and not more than are wanted. */
class ConnectionListTest {
  private static final List<Connection> ORDERED =
      List.of(
          Entries.template("203.0.113.0", "192.0.2.1", 80, "10.1.0.1", 80),
          Entries.tcp("203.0.113.7", 4000, "192.0.2.1", 80, "10.1.0.1", 80),
          Entries.tcp("203.0.113.7", 4001, "192.0.2.1", 80, "10.1.0.1", 80),
          Entries.tcp("203.0.113.10", 4000, "192.0.2.1", 80, "10.1.0.1", 80),
          Entries.tcp("203.0.113.7", 4000, "192.0.2.1", 443, "10.1.0.1", 443),
          Entries.entry(17, "203.0.113.7", 53, "192.0.2.1", 53, "10.1.0.1", 53, "UDP"),
          Entries.tcp("203.0.113.7", 4000, "192.0.2.2", 80, "10.1.0.1", 80),
          Entries.tcp("2001:db8::7", 4000, "2001:db8::1", 80, "2001:db8:1::1", 80));

  private static ConnectionList list(Predicate<Connection> wanted, int most) {
    return new ConnectionList(
        new ConnectionServices(Snapshot.EMPTY),
        named -> wanted.test(named.connection()),
        RowOrder.ofEntries(Optional.empty()),
        most);
  }

  private static List<Connection> kept(ConnectionList list) {
    return list.entries().stream().map(NamedConnection::connection).toList();
  }

  @Test
  void theOrderIsThatOfTheAddresses() {
    for (int seed = 0; seed < 20; seed++) {
      List<Connection> shuffled = new ArrayList<>(ORDERED);
      Collections.shuffle(shuffled, new Random(seed));
      ConnectionList list = list(any -> true, 100);
      shuffled.forEach(list);
      assertEquals(ORDERED, kept(list), "seed " + seed);
      assertEquals(0, list.leftOut());
    }
  }

  @Test
  void theFirstOnesAreKeptAndTheOthersCounted() {
    for (int seed = 0; seed < 20; seed++) {
      List<Connection> shuffled = new ArrayList<>(ORDERED);
      Collections.shuffle(shuffled, new Random(seed));
      ConnectionList list = list(one -> !one.isTemplate(), 3);
      shuffled.forEach(list);
      assertEquals(ORDERED.subList(1, 4), kept(list), "seed " + seed);
      assertEquals(4, list.leftOut());
    }
  }
}
