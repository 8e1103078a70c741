package org.lvsh.kernel.traffic;

import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.ServerKey;

/**
 * How one service's scheduler chooses, with what it remembers from one choice to the next ({@code
 * struct ip_vs_scheduler} and {@code sched_data}).
 */
abstract class Scheduling {

  /** The server for a new connection; empty where none is to have it. */
  abstract Optional<Destination> choose(BalancedService service, Packet packet, Moment moment);

  /** It begins with a service that may have servers already ({@code init_service}). */
  void bind(BalancedService service) {}

  /** It ends ({@code done_service}). */
  void unbind() {}

  /** A server has been added, as the first of the list ({@code add_dest}). */
  void added(BalancedService service, Destination destination) {}

  /** A server has been taken out of the list ({@code del_dest}). */
  void removed(BalancedService service, Destination destination) {}

  /** A server has other settings ({@code upd_dest}). */
  void changed(BalancedService service) {}

  /** What it remembers beyond what its servers tell. */
  SchedulerMemory memory(BalancedService service) {
    return SchedulerMemory.NONE;
  }

  /**
   * Takes over what {@link #memory} said, with the same servers.
   *
   * @param finder finds a server of the service, also one in the trash
   * @throws IllegalArgumentException where it cannot have said that
   */
  void restore(BalancedService service, SchedulerMemory memory, Finder finder) {
    if (!memory.equals(SchedulerMemory.NONE)) {
      throw new IllegalArgumentException("a scheduler that remembers nothing");
    }
  }

  /** Finds the servers that a memory names. */
  interface Finder {
    /**
     * One server.
     *
     * @throws IllegalArgumentException where there is none
     */
    Destination find(ServerKey server);

    default List<Destination> all(List<ServerKey> servers) {
      return servers.stream().map(this::find).toList();
    }
  }
}
