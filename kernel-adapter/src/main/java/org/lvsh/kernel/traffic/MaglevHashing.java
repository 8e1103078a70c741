package org.lvsh.kernel.traffic;

import com.google.common.math.IntMath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * {@code mh}: the client decides among 4093 places, which the servers take in turns, each by an
 * order of its own and as often at a time as its weight says, so that few places change hands when
 * a server comes or goes ({@code ip_vs_mh.c}). A drained server keeps its places.
 */
final class MaglevHashing implements Rule {
  /** {@code primes[CONFIG_IP_VS_MH_TAB_INDEX - 8]}, with the index 12. */
  static final int PLACES = 4_093;

  /** {@code IP_VS_MH_TAB_BITS}: more bits of a weight do not count. */
  private static final int WEIGHT_BITS = 6;

  private static final long FIRST_KEY = 2_654_435_761L;
  private static final long SECOND_KEY = 2_654_446_892L;

  @Override
  public <C extends Contender> Choice<C> among(AddressFamily family, Iterable<C> servers) {
    List<C> places = filled(family, servers);
    return (packet, flags) -> {
      int port = port(packet, flags);
      int place = hash(family, packet.client(), port, FIRST_KEY, PLACES);
      C first = places.get(place);
      if (first == null || first.isUsable()) {
        return Optional.ofNullable(first);
      }
      return flags.contains(SourceHashing.FALLBACK)
          ? fallback(places, family, packet.client(), port, place)
          : Optional.empty();
    };
  }

  private static int port(Packet packet, Set<Integer> flags) {
    return flags.contains(SourceHashing.PORT) ? packet.clientPort() : 0;
  }

  static int place(AddressFamily family, Packet packet, Set<Integer> flags) {
    return hash(family, packet.client(), port(packet, flags), FIRST_KEY, PLACES);
  }

  /** {@code ip_vs_mh_get_fallback}: the offset goes into what is hashed. */
  private static <C extends Contender> Optional<C> fallback(
      List<C> places, AddressFamily family, IpAddress client, int port, int place) {
    for (int offset = 0; offset < PLACES; offset++) {
      int moved = port + (offset + place) % PLACES;
      C one = places.get(hash(family, client, moved, FIRST_KEY, PLACES));
      if (one.isUsable()) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static int hash(AddressFamily family, IpAddress address, int plus, long key, int bound) {
    return Integer.remainderUnsigned(
        Hashes.sip(plus + Hashes.fold(family, address), key, key), bound);
  }

  /** {@code ip_vs_mh_populate}. */
  static <C extends Contender> List<C> filled(AddressFamily family, Iterable<C> servers) {
    List<C> fresh = new ArrayList<>(Collections.nCopies(PLACES, null));
    List<Turns<C>> all = turns(family, servers);
    int taken = 0;
    while (taken < PLACES && !all.isEmpty()) {
      for (Turns<C> one : all) {
        for (int turn = 0; turn < one.count && taken < PLACES; turn++) {
          fresh.set(one.nextFree(fresh), one.server);
          taken++;
        }
      }
    }
    return fresh;
  }

  private static <C extends Contender> List<Turns<C>> turns(
      AddressFamily family, Iterable<C> servers) {
    int divisor = 0;
    int highest = 0;
    for (C one : servers) {
      divisor = IntMath.gcd(divisor, one.lastWeight());
      highest = Math.max(highest, one.lastWeight());
    }
    List<Turns<C>> all = new ArrayList<>();
    for (C one : servers) {
      if (one.lastWeight() > 0) {
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(highest / divisor) - WEIGHT_BITS;
        int count = (one.lastWeight() / divisor) >> Math.max(shift, 0);
        all.add(new Turns<>(family, one, Math.max(count, 1)));
      }
    }
    return all;
  }

  /** A server's way through the places ({@code struct ip_vs_mh_dest_setup}). */
  private static final class Turns<C extends Contender> {
    private final C server;
    private final int count;
    private final int skip;
    private int place;

    Turns(AddressFamily family, C server, int count) {
      this.server = server;
      this.count = count;
      IpAddress address = server.key().address();
      int port = server.key().port();
      this.place = hash(family, address, port, FIRST_KEY, PLACES);
      this.skip = hash(family, address, port, SECOND_KEY, PLACES - 1) + 1;
    }

    int nextFree(List<C> fresh) {
      while (fresh.get(place) != null) {
        place = (place + skip) % PLACES;
      }
      return place;
    }
  }
}
