package org.lvsh.shell.compile;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.lvsh.kernel.model.Connection;

/**
 * Some entries of a connection table in an order. The table may hold millions in none; of more than
 * can be looked at the first ones are kept, and the others counted.
 */
public final class ConnectionList implements Consumer<Connection> {
  private final ConnectionServices services;
  private final Predicate<NamedConnection> wanted;
  private final Comparator<NamedConnection> order;
  private final int most;
  private final PriorityQueue<NamedConnection> kept;
  private long leftOut;

  /**
   * An empty list.
   *
   * @param wanted which entries it is about
   * @param order in which they are, and by which those are kept that come first
   * @param most how many of them are kept
   */
  public ConnectionList(
      ConnectionServices services,
      Predicate<NamedConnection> wanted,
      Comparator<NamedConnection> order,
      int most) {
    this.services = services;
    this.wanted = wanted;
    this.order = order;
    this.most = most;
    this.kept = new PriorityQueue<>(order.reversed());
  }

  @Override
  public void accept(Connection connection) {
    NamedConnection named = new NamedConnection(connection, services.name(connection));
    if (!wanted.test(named)) {
      return;
    }
    kept.add(named);
    if (kept.size() > most) {
      kept.remove();
      leftOut++;
    }
  }

  /** How many entries are wanted and not kept. */
  public long leftOut() {
    return leftOut;
  }

  /** The entries that are kept, sorted anew each time. */
  public List<NamedConnection> entries() {
    return kept.stream().sorted(order).toList();
  }
}
