package org.lvsh.kernel.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerKey;

/**
 * What a service's scheduler remembers of the choices before.
 *
 * @param last the server it chose last; empty where it begins at the head of its list
 * @param currentWeight what {@code wrr} asks for at present; 0 for others
 * @param places where the packets to each virtual address go, of {@code lblc} and {@code lblcr}
 */
public record SchedulerMemory(Optional<ServerKey> last, int currentWeight, List<Place> places) {
  /** Of a scheduler that remembers nothing. */
  public static final SchedulerMemory NONE = new SchedulerMemory(Optional.empty(), 0, List.of());

  public SchedulerMemory {
    places = List.copyOf(places);
    if (currentWeight < 0) {
      throw new IllegalArgumentException("no memory of a scheduler");
    }
  }

  static SchedulerMemory of(Destination last, int currentWeight) {
    return new SchedulerMemory(
        Optional.ofNullable(last).map(Destination::key), currentWeight, List.of());
  }

  static SchedulerMemory of(List<Place> places) {
    return new SchedulerMemory(Optional.empty(), 0, places);
  }

  /**
   * Where packets to one virtual address go.
   *
   * @param lastUse by the kernel's clock
   * @param lastChange when its servers last became others, likewise
   * @param servers of {@code lblc} one, of {@code lblcr} a set, those added last first
   */
  public record Place(
      IpAddress address, Duration lastUse, Duration lastChange, List<ServerKey> servers) {
    public Place {
      servers = List.copyOf(servers);
      if (lastUse.isNegative() || lastChange.isNegative() || servers.isEmpty()) {
        throw new IllegalArgumentException("no place of " + address);
      }
    }
  }
}
