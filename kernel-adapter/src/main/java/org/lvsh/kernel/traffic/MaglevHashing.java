package org.lvsh.kernel.traffic;

import com.google.common.math.IntMath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.IpAddress;

/**
 * {@code mh}: the client decides among 4093 places, which the servers take in turns, each by an
 * order of its own and as often at a time as its weight says, so that few places change hands when
 * a server comes or goes ({@code ip_vs_mh.c}). A drained server keeps its places.
 */
final class MaglevHashing extends Scheduling {
  /** {@code primes[CONFIG_IP_VS_MH_TAB_INDEX - 8]}, with the index 12. */
  private static final int PLACES = 4_093;

  /** {@code IP_VS_MH_TAB_BITS}: more bits of a weight do not count. */
  private static final int WEIGHT_BITS = 6;

  private static final long FIRST_KEY = 2_654_435_761L;
  private static final long SECOND_KEY = 2_654_446_892L;

  /** Filled when they are needed, after whatever changed the servers. */
  private Destination[] places;

  @Override
  Optional<Destination> choose(BalancedService service, Packet packet, Moment moment) {
    if (places == null) {
      places = filled(service);
    }
    boolean byPort = service.scheduler().flags().contains(SourceHashing.PORT);
    int port = byPort ? packet.clientPort() : 0;
    AddressFamily family = service.key().family();
    int hash = hash(family, packet.client(), port, FIRST_KEY, PLACES);
    Destination first = places[hash];
    if (first == null || first.isUsable()) {
      return Optional.ofNullable(first);
    }
    return service.scheduler().flags().contains(SourceHashing.FALLBACK)
        ? fallback(family, packet.client(), port, hash)
        : Optional.empty();
  }

  /** {@code ip_vs_mh_get_fallback}: the offset goes into what is hashed. */
  private Optional<Destination> fallback(
      AddressFamily family, IpAddress client, int port, int hash) {
    for (int offset = 0; offset < PLACES; offset++) {
      int moved = port + (offset + hash) % PLACES;
      Destination one = places[hash(family, client, moved, FIRST_KEY, PLACES)];
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
  private static Destination[] filled(BalancedService service) {
    Destination[] fresh = new Destination[PLACES];
    List<Turns> all = turns(service);
    int taken = 0;
    while (taken < PLACES && !all.isEmpty()) {
      for (Turns one : all) {
        for (int turn = 0; turn < one.count && taken < PLACES; turn++) {
          fresh[one.nextFree(fresh)] = one.destination;
          taken++;
        }
      }
    }
    return fresh;
  }

  private static List<Turns> turns(BalancedService service) {
    int divisor = 0;
    int highest = 0;
    for (Destination one : service) {
      divisor = IntMath.gcd(divisor, one.lastWeight());
      highest = Math.max(highest, one.lastWeight());
    }
    List<Turns> all = new ArrayList<>();
    for (Destination one : service) {
      if (one.lastWeight() > 0) {
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(highest / divisor) - WEIGHT_BITS;
        int count = (one.lastWeight() / divisor) >> Math.max(shift, 0);
        all.add(new Turns(service.key().family(), one, Math.max(count, 1)));
      }
    }
    return all;
  }

  /** A server's way through the places ({@code struct ip_vs_mh_dest_setup}). */
  private static final class Turns {
    private final Destination destination;
    private final int count;
    private final int skip;
    private int place;

    Turns(AddressFamily family, Destination destination, int count) {
      this.destination = destination;
      this.count = count;
      IpAddress address = destination.key().address();
      int port = destination.key().port();
      this.place = hash(family, address, port, FIRST_KEY, PLACES);
      this.skip = hash(family, address, port, SECOND_KEY, PLACES - 1) + 1;
    }

    int nextFree(Destination[] fresh) {
      while (fresh[place] != null) {
        place = (place + skip) % PLACES;
      }
      return place;
    }
  }

  @Override
  void added(BalancedService service, Destination destination) {
    places = null;
  }

  @Override
  void removed(BalancedService service, Destination destination) {
    places = null;
  }

  @Override
  void changed(BalancedService service) {
    places = null;
  }
}
