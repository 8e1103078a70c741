package org.lvsh.kernel.traffic;

import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;

/**
 * How a scheduler chooses that remembers nothing: from the packet and the servers as they are. So
 * it is the same for a simulated kernel and for what was read from a live one.
 */
interface Rule {
  /**
   * A choice among these servers.
   *
   * @param family the service's
   * @param servers in the order of the kernel's list; looked at again for each packet, but for
   *     which there are and their weights
   */
  <C extends Contender> Choice<C> among(AddressFamily family, Iterable<C> servers);

  /**
   * A choice that can be asked again until a server comes, goes or has other settings.
   *
   * @param <C> what stands for a server
   */
  interface Choice<C> {
    /**
     * The server for a new connection; empty where none is to have it.
     *
     * @param flags the scheduler's, by their numbers
     */
    Optional<C> choose(Packet packet, Set<Integer> flags);
  }
}
