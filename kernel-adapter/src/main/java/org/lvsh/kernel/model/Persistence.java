package org.lvsh.kernel.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * That a client stays on one real server.
 *
 * @param timeout 1 s to 4294967295 s, whole seconds: the kernel keeps an unsigned 32-bit number
 * @param granularity which clients count as one; empty: each address by itself
 * @param engine the persistence engine, such as {@code sip}
 */
public record Persistence(
    Duration timeout, Optional<Granularity> granularity, Optional<String> engine) {
  public static final Duration MAX = Duration.ofSeconds(0xFFFF_FFFFL);

  public Persistence {
    Objects.requireNonNull(granularity);
    Objects.requireNonNull(engine);
    if (timeout.getNano() != 0 || timeout.getSeconds() < 1 || timeout.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("no persistence time: " + timeout);
    }
  }

  public static Persistence of(Duration timeout) {
    return new Persistence(timeout, Optional.empty(), Optional.empty());
  }

  /**
   * The bits of a client's address that count.
   *
   * @param family the family it was written for
   * @param value for IPv4 the netmask as an unsigned 32-bit number in host order, for IPv6 the
   *     prefix length, 1 to 128
   */
  public record Granularity(AddressFamily family, long value) {
    public Granularity {
      if (value < 1 || value > whole(family)) {
        throw new IllegalArgumentException("no granularity: " + value);
      }
    }

    /** The value that tells every address from every other; the kernel keeps it for none, too. */
    public static long whole(AddressFamily family) {
      return switch (family) {
        case IPV4 -> 0xFFFF_FFFFL;
        case IPV6 -> family.bits();
      };
    }

    public boolean isWhole() {
      return value == whole(family);
    }
  }
}
