package org.lvsh.shell.compile;

import java.util.Objects;
import java.util.Optional;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.language.ast.Network;

/** Clients from somewhere, and the entries of the connection table that are theirs. */
public record ClientNetwork(Network network) {
  public ClientNetwork {
    Objects.requireNonNull(network);
  }

  /** Whether a connection comes from one of them, or a template holds for one of them. */
  public boolean has(Connection entry, ConnectionServices services) {
    return overlaps(entry, entry.isTemplate() ? services.granularity(entry) : Optional.empty());
  }

  /** Whether they are the same in the bits that count in both. */
  private boolean overlaps(Connection entry, Optional<Granularity> granularity) {
    byte[] client = entry.client().bytes();
    byte[] first = network.first().getAddress();
    if (client.length != first.length) {
      return false;
    }
    for (int at = 0; at < client.length; at++) {
      int prefix = ones(network.prefix() - at * Byte.SIZE);
      int place = at;
      int counting = granularity.map(grain -> mask(grain, place)).orElse(0xFF);
      if (((client[at] ^ first[at]) & prefix & counting) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int mask(Granularity granularity, int at) {
    return switch (granularity.family()) {
      case IPV4 -> (int) (granularity.value() >> (Byte.SIZE * (3 - at))) & 0xFF;
      case IPV6 -> ones((int) granularity.value() - at * Byte.SIZE);
    };
  }

  /** A byte whose first bits, 0 to 8 of them, are ones. */
  private static int ones(int bits) {
    return 0xFF00 >> Math.min(Math.max(bits, 0), Byte.SIZE) & 0xFF;
  }
}
