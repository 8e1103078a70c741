package org.lvsh.kernel.traffic;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/** The 256 buckets of {@code dh} and {@code sh}, and which one an address falls into. */
final class Buckets {
  private static final int BITS = 8;

  /** {@code IP_VS_DH_TAB_SIZE} and {@code IP_VS_SH_TAB_SIZE}. */
  static final int COUNT = 1 << BITS;

  private Buckets() {}

  /** {@code ip_vs_dh_hashkey} and {@code ip_vs_sh_hashkey}. */
  static int of(AddressFamily family, IpAddress address, int port) {
    return Hashes.ofBits(port + Hashes.fold(family, address), BITS);
  }

  /** One for each server in turn ({@code ip_vs_dh_reassign}). */
  static <C> List<C> inTurns(Iterable<C> servers) {
    List<C> all = ImmutableList.copyOf(servers);
    List<C> buckets = new ArrayList<>(Collections.nCopies(COUNT, null));
    for (int at = 0; at < COUNT && !all.isEmpty(); at++) {
      buckets.set(at, all.get(at % all.size()));
    }
    return buckets;
  }

  /** As many at a time as a server's weight says, at least one ({@code ip_vs_sh_reassign}). */
  static <C extends Contender> List<C> byWeight(Iterable<C> servers) {
    List<C> all = ImmutableList.copyOf(servers);
    List<C> buckets = new ArrayList<>(Collections.nCopies(COUNT, null));
    int server = 0;
    int taken = 0;
    for (int at = 0; at < COUNT && !all.isEmpty(); at++) {
      C one = all.get(server);
      buckets.set(at, one);
      taken++;
      if (taken >= one.weight()) {
        taken = 0;
        server = (server + 1) % all.size();
      }
    }
    return buckets;
  }
}
