package org.lvsh.kernel;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.kernel.model.Snapshot;

/**
 * A kernel that balances: the one on this machine, or a simulated one. Every implementation passes
 * the same contract test.
 */
public interface Kernel extends AutoCloseable {

  /** What the prompt calls it: {@code live} or {@code simulated}. */
  String label();

  /**
   * The configuration as it is now.
   *
   * @throws KernelException where it cannot be read
   */
  Snapshot read();

  /**
   * The same, which says how far it is where that takes long.
   *
   * @throws java.util.concurrent.CancellationException where somebody has ended it
   */
  default Snapshot read(Progress progress) {
    return read();
  }

  /**
   * Tries every operation, in order, and says of each what became of it.
   *
   * <p>Operations on services, servers, timeouts, sync daemons and settings stand each by
   * themselves, as in a batch of netlink messages: after a refused one the next is tried all the
   * same. A run of consecutive operations on mark rules, ownership and the last mark is one
   * transaction, as in nftables: where one of them is refused the others of the run are {@link
   * org.lvsh.kernel.model.Outcome.Status#NOT_TRIED} and none is in force.
   *
   * @return an outcome for each operation, in the same order
   * @throws KernelException where the kernel cannot be reached at all; nothing was changed then
   */
  List<Outcome> apply(List<Operation> operations, Progress progress);

  /**
   * What has passed each service and each of its servers, and how many connections they have. It is
   * read service by service, so what comes and goes meanwhile may be missing. Linux sums its
   * counters up every two seconds ({@code estimation_timer}), so they lag behind by as much. Where
   * this kernel can be looked at only, what it does not tell is empty.
   *
   * @throws KernelException where it cannot be read
   */
  NavigableMap<ServiceKey, ServiceStatistics> statistics();

  /**
   * The same, which says how far it is where that takes long.
   *
   * @throws java.util.concurrent.CancellationException where somebody has ended it
   */
  default NavigableMap<ServiceKey, ServiceStatistics> statistics(Progress progress) {
    return statistics();
  }

  /**
   * Sets the counters of a service and its servers to 0, or those of all. The numbers of
   * connections stay.
   *
   * @param service all services where it is empty
   * @return why it was refused: ESRCH where there is no such service, EPERM; empty where it is done
   * @throws KernelException where the kernel cannot be reached
   */
  Optional<Errno> zero(Optional<ServiceKey> service);

  /**
   * Hands over each entry of the connection table, one at a time, in no particular order. Of a
   * table that changes meanwhile Linux may leave out as many entries as go, and give as many twice
   * as come, in whatever network namespace: it finds the next page by the number of an entry
   * ({@code ip_vs_conn_array} in {@code ip_vs_conn.c}).
   *
   * @throws KernelException where the table cannot be read
   */
  void connections(Consumer<Connection> each);

  /**
   * What this kernel can do.
   *
   * @throws KernelException where it cannot be found out
   */
  Capabilities capabilities();

  /**
   * The marks that others use on this machine: in rules of their own, and in the routing policy. As
   * far as they can be read; a simulated machine has no others.
   *
   * @throws KernelException where they are there and cannot be read
   */
  default List<MarkInUse> marksOfOthers() {
    return List.of();
  }

  /**
   * Whether others have rules on this machine that give packets another source address. As far as
   * they can be read; a simulated machine has none.
   *
   * @throws KernelException where they are there and cannot be read
   */
  default boolean hasSourceNat() {
    return false;
  }

  /** What keeps mark rules and names; empty where nothing of this machine does. */
  default Optional<FirewallKind> firewall() {
    return Optional.empty();
  }

  /**
   * Why this kernel can be looked at only, and not as a whole, as a sentence; empty where all of it
   * can be read and changed. What is planned from a part of the truth would be wrong, so nothing
   * must be.
   */
  default Optional<String> restriction() {
    return Optional.empty();
  }

  /**
   * What the last {@link #read} left out, since it cannot be said here, each such as {@code a
   * service on IP protocol 1}.
   */
  default List<String> leftOut() {
    return List.of();
  }

  /** Clients and a clock of its own, where it has no network; empty on a live one. */
  default Optional<Simulation> simulation() {
    return Optional.empty();
  }

  /** Lets go of what it has open; nothing is asked of it afterwards. */
  @Override
  default void close() {}
}
