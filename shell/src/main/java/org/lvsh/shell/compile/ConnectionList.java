package org.lvsh.shell.compile;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.lvsh.kernel.model.Connection;

/**
 * Some entries of a connection table in the order of their addresses. The table may hold millions
 * in no order; of more than can be looked at the first ones are kept, and the others counted.
 */
public final class ConnectionList implements Consumer<Connection> {
  private static final Comparator<Connection> ORDER =
      Comparator.comparing(Connection::virtualAddress)
          .thenComparing(Connection::protocol)
          .thenComparing(Connection::virtualPort)
          .thenComparing(Connection::client)
          .thenComparing(Connection::clientPort)
          .thenComparing(Connection::server)
          .thenComparing(Connection::serverPort)
          .thenComparing(Connection::state)
          .thenComparing(Connection::engineData)
          .thenComparing(Connection::expires);

  private final Predicate<Connection> wanted;
  private final int most;
  private final PriorityQueue<Connection> kept = new PriorityQueue<>(ORDER.reversed());
  private long leftOut;

  /**
   * An empty list.
   *
   * @param wanted which entries it is about
   * @param most how many of them are kept
   */
  public ConnectionList(Predicate<Connection> wanted, int most) {
    this.wanted = wanted;
    this.most = most;
  }

  @Override
  public void accept(Connection connection) {
    if (!wanted.test(connection)) {
      return;
    }
    kept.add(connection);
    if (kept.size() > most) {
      kept.remove();
      leftOut++;
    }
  }

  /** How many entries are wanted and not kept. */
  public long leftOut() {
    return leftOut;
  }

  /** The entries that are kept, with the names of their services. */
  public List<NamedConnection> in(ConnectionServices services) {
    return kept.stream()
        .sorted(ORDER)
        .map(connection -> new NamedConnection(connection, services.name(connection)))
        .toList();
  }
}
