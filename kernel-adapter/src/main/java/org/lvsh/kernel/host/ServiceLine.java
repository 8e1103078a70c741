package org.lvsh.kernel.host;

import com.google.common.base.Supplier;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * A service's line: {@code TCP C0A80001:0050 wlc}, {@code TCP [fd00:…:0001]:0050 wlc} or {@code FWM
 * 0000000A wlc}, then {@code ops} and {@code persistent TICKS MASK} where they are set.
 *
 * @param listed the key; that of a mark is IPv4 until its family is found out
 */
record ServiceLine(
    ServiceKey listed, Scheduler scheduler, boolean onePacket, Optional<Stickiness> stickiness) {
  private static final String MARK = "FWM";
  private static final int FEWEST_WORDS = 3;

  /** Empty where the line makes no sense. */
  static Optional<ServiceLine> read(List<String> words) {
    if (words.size() < FEWEST_WORDS) {
      return Optional.empty();
    }
    List<String> rest = words.subList(FEWEST_WORDS, words.size());
    boolean onePacket = !rest.isEmpty() && rest.get(0).equals("ops");
    if (onePacket) {
      rest = rest.subList(1, rest.size());
    }
    try {
      return Optional.of(
          new ServiceLine(
              key(words.get(0), words.get(1)),
              Scheduler.of(words.get(2)),
              onePacket,
              Stickiness.read(rest)));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  private static ServiceKey key(String kind, String target) {
    if (kind.equals(MARK)) {
      return new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(ProcWords.number(target)));
    }
    Protocol protocol = ProcWords.protocol(kind).orElseThrow(IllegalArgumentException::new);
    AddressAndPort place = AddressAndPort.read(target);
    return new ServiceKey.OnAddress(protocol, place.address(), place.port());
  }

  /**
   * The service, where it is of this family.
   *
   * @throws IllegalArgumentException where its persistence makes no sense
   */
  VirtualService in(AddressFamily family, Supplier<Integer> ticksPerSecond) {
    return new VirtualService(
        listed.accept(new InFamily(family)),
        scheduler,
        stickiness.map(sticky -> sticky.persistence(family, ticksPerSecond.get())),
        onePacket);
  }

  private record InFamily(AddressFamily family) implements ServiceKey.Cases<ServiceKey> {
    @Override
    public ServiceKey onAddress(ServiceKey.OnAddress key) {
      return key;
    }

    @Override
    public ServiceKey onMark(ServiceKey.OnMark key) {
      return new ServiceKey.OnMark(family, key.mark());
    }
  }

  /**
   * How clients stay.
   *
   * @param ticks the time in ticks of the kernel's clock, an unsigned 32-bit number that is printed
   *     as a signed one
   * @param mask of IPv4 the netmask; of IPv6 the prefix length, turned as if it were in network
   *     order: 80000000 for 128 on a little-endian machine
   */
  record Stickiness(long ticks, long mask) {
    private static final String PERSISTENT = "persistent";
    private static final int WORDS = 3;

    private static Optional<Stickiness> read(List<String> words) {
      if (words.isEmpty()) {
        return Optional.empty();
      }
      if (words.size() != WORDS || !words.get(0).equals(PERSISTENT)) {
        throw new IllegalArgumentException("no persistence: " + words);
      }
      return Optional.of(
          new Stickiness(
              Integer.toUnsignedLong(Integer.parseInt(words.get(1))),
              ProcWords.number(words.get(2))));
    }

    /** The prefix length, if this is one. */
    long prefixLength() {
      boolean turned = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
      return turned ? Integer.toUnsignedLong(Integer.reverseBytes((int) mask)) : mask;
    }

    private Persistence persistence(AddressFamily family, int ticksPerSecond) {
      long value =
          switch (family) {
            case IPV4 -> mask;
            case IPV6 -> prefixLength();
          };
      return new Persistence(
          Duration.ofSeconds(ticks / ticksPerSecond),
          value == Granularity.whole(family)
              ? Optional.empty()
              : Optional.of(new Granularity(family, value)),
          Optional.empty());
    }
  }
}
