package org.lvsh.kernel;

import java.time.Duration;
import java.util.List;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;

/**
 * Clients that come.
 *
 * @param first the address of the first one; the others have those that follow
 * @param addresses how many there are, at least 1: where the clients are more, those that are left
 *     begin with the first again, and several share an address as behind NAT
 * @param count how many, 1 to {@link #MOST}
 * @param targets where each of them connects to, in this order; at least one, all of the clients'
 *     family
 * @param during from the first to the time when one more would come, 0 where all come at once
 */
public record Visitors(
    IpAddress first, int addresses, int count, List<Target> targets, Duration during) {
  /** How many may come at once. */
  public static final int MOST = 100_000;

  public Visitors {
    targets = List.copyOf(targets);
    if (addresses < 1 || count < 1 || count > MOST || targets.isEmpty() || during.isNegative()) {
      throw new IllegalArgumentException("no visitors: %d in %s".formatted(count, during));
    }
    if (targets.stream().anyMatch(target -> target.address().family() != first.family())) {
      throw new IllegalArgumentException("clients of another family");
    }
  }

  /** Clients that have an address each. */
  public static Visitors apart(IpAddress first, int count, List<Target> targets, Duration during) {
    return new Visitors(first, MOST, count, targets, during);
  }

  /**
   * Where a client connects to.
   *
   * @param port 1 to 65535
   */
  public record Target(Protocol protocol, IpAddress address, int port) {
    public Target {
      if (port < 1 || port > Ports.MAX) {
        throw new IllegalArgumentException("no port: " + port);
      }
    }
  }
}
