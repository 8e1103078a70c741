package org.lvsh.kernel.traffic;

import java.util.Optional;

/**
 * {@code sh}: the client decides among 256 buckets, of which each server in turn has as many as its
 * weight, and one where that is 0 ({@code ip_vs_sh.c}).
 */
final class SourceHashing extends Scheduling {
  /** {@code flag-1} of a service: past a server that is not usable it looks further. */
  static final int FALLBACK = 1;

  /** {@code flag-2}: the client's port counts as well. */
  static final int PORT = 2;

  private static final int BITS = 8;
  private static final int BUCKETS = 1 << BITS;

  /** Filled when they are needed, after whatever changed the servers. */
  private Destination[] buckets;

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    if (buckets == null) {
      buckets = filled(service);
    }
    int port = service.scheduler().flags().contains(PORT) ? packet.clientPort() : 0;
    int address = Hashes.fold(service.key().family(), packet.client());
    int hash = Hashes.ofBits(port + address, BITS);
    Destination first = buckets[hash];
    if (first == null || first.isUsable()) {
      return Optional.ofNullable(first);
    }
    return service.scheduler().flags().contains(FALLBACK) ? fallback(hash) : Optional.empty();
  }

  /** {@code ip_vs_sh_get_fallback}: the walk begins at twice the hash, and goes all the way. */
  private Optional<Destination> fallback(int hash) {
    for (int offset = 0; offset < BUCKETS; offset++) {
      Destination one = buckets[(2 * hash + offset) % BUCKETS];
      if (one.isUsable()) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static Destination[] filled(BalancedService service) {
    Destination[] fresh = new Destination[BUCKETS];
    Destination one = service.first();
    int taken = 0;
    for (int at = 0; at < BUCKETS && one != null; at++) {
      fresh[at] = one;
      taken++;
      if (taken >= one.weight()) {
        taken = 0;
        one = one.older() == null ? service.first() : one.older();
      }
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

  @Override
  void changed(BalancedService service) {
    buckets = null;
  }
}
