package org.lvsh.kernel.traffic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;

/**
 * {@code sh}: the client decides among 256 buckets, of which each server in turn has as many as its
 * weight, and one where that is 0 ({@code ip_vs_sh.c}).
 */
final class SourceHashing implements Rule {
  /** {@code flag-1} of a service: past a server that is not usable it looks further. */
  static final int FALLBACK = 1;

  /** {@code flag-2}: the client's port counts as well. */
  static final int PORT = 2;

  @Override
  public <C extends Contender> Choice<C> among(AddressFamily family, Iterable<C> servers) {
    List<C> buckets = Buckets.byWeight(servers);
    return (packet, flags) -> {
      int bucket = bucket(family, packet, flags);
      C first = buckets.get(bucket);
      if (first == null || first.isUsable()) {
        return Optional.ofNullable(first);
      }
      return flags.contains(FALLBACK) ? fallback(buckets, bucket) : Optional.empty();
    };
  }

  static int bucket(AddressFamily family, Packet packet, Set<Integer> flags) {
    return Buckets.of(family, packet.client(), flags.contains(PORT) ? packet.clientPort() : 0);
  }

  /** {@code ip_vs_sh_get_fallback}: the walk begins at twice the hash, and goes all the way. */
  private static <C extends Contender> Optional<C> fallback(List<C> buckets, int bucket) {
    for (int offset = 0; offset < Buckets.COUNT; offset++) {
      C one = buckets.get((2 * bucket + offset) % Buckets.COUNT);
      if (one.isUsable()) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
