package org.lvsh.kernel.traffic;

import java.util.Optional;

/**
 * {@code dh}: the virtual address decides among 256 buckets, over which the servers are spread one
 * after another, whatever their weights ({@code ip_vs_dh.c}).
 */
final class DestinationHashing extends Scheduling {
  private static final int BITS = 8;

  private Destination[] buckets;

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    if (buckets == null) {
      buckets = filled(service);
    }
    int hash = Hashes.ofBits(Hashes.fold(service.key().family(), packet.address()), BITS);
    return Optional.ofNullable(buckets[hash]).filter(Destination::isUsable);
  }

  private static Destination[] filled(BalancedService service) {
    Destination[] fresh = new Destination[1 << BITS];
    Destination one = null;
    for (int at = 0; at < fresh.length; at++) {
      one = service.after(one);
      if (one == null) {
        one = service.first();
      }
      fresh[at] = one;
    }
    return fresh;
  }

  @Override
  void added(BalancedService service, Destination destination) {
    buckets = null;
  }

  @Override
  void removed(BalancedService service, Destination destination) {
    buckets = null;
  }
}
