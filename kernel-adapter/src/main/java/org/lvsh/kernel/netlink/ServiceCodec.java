package org.lvsh.kernel.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.VirtualService;

/**
 * A service as attributes, both ways ({@code ip_vs_genl_parse_service} and {@code
 * ip_vs_genl_fill_service} in {@code ip_vs_ctl.c}).
 */
final class ServiceCodec {
  private static final int ALL_FLAGS = -1;
  private static final Protocol[] PROTOCOLS = Protocol.values();

  private ServiceCodec() {}

  /** What finds the service. */
  static void writeKey(MessageWriter writer, ServiceKey key) {
    writer.u16(Ipvs.Service.AF, key.family().number());
    key.accept(new KeyWriter(writer));
  }

  /** All of it: what the kernel wants for a new service and for a changed one. */
  static void write(MessageWriter writer, VirtualService service) {
    writeKey(writer, service.key());
    writer.string(Ipvs.Service.SCHED_NAME, service.scheduler().name());
    writer.bytes(Ipvs.Service.FLAGS, flagsAndMask(flags(service)));
    writer.u32(
        Ipvs.Service.TIMEOUT,
        service.persistence().map(persistence -> persistence.timeout().toSeconds()).orElse(0L));
    long granularity =
        service
            .persistence()
            .flatMap(Persistence::granularity)
            .map(Granularity::value)
            .orElse(Granularity.whole(service.key().family()));
    writer.u32(Ipvs.Service.NETMASK, inKernelOrder(granularity, service.key().family()));
    service
        .persistence()
        .flatMap(Persistence::engine)
        .ifPresent(engine -> writer.string(Ipvs.Service.PE_NAME, engine));
  }

  private static int flags(VirtualService service) {
    int flags = service.persistence().isPresent() ? Ipvs.ServiceFlag.PERSISTENT : 0;
    if (service.onePacket()) {
      flags |= Ipvs.ServiceFlag.ONE_PACKET;
    }
    for (int flag : service.scheduler().flags()) {
      flags |= Ipvs.ServiceFlag.SCHEDULER_1 << (flag - 1);
    }
    return flags;
  }

  private static byte[] flagsAndMask(int flags) {
    return ByteBuffer.allocate(2 * Integer.BYTES)
        .order(ByteOrder.nativeOrder())
        .putInt(flags)
        .putInt(ALL_FLAGS)
        .array();
  }

  /** A netmask lies in network order, a prefix length in the machine's. It undoes itself. */
  private static long inKernelOrder(long value, AddressFamily family) {
    boolean swapped =
        family == AddressFamily.IPV4 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return swapped ? Integer.toUnsignedLong(Integer.reverseBytes((int) value)) : value;
  }

  /**
   * Reads a service of a listing.
   *
   * @throws LeftOutException where another program made it as {@code kernel.model} cannot say
   */
  static VirtualService read(Attributes attributes) {
    ServiceKey key = readKey(attributes);
    int flags = readFlags(attributes);
    Optional<Persistence> persistence =
        (flags & Ipvs.ServiceFlag.PERSISTENT) == 0
            ? Optional.empty()
            : Optional.of(readPersistence(attributes, key));
    return new VirtualService(
        key,
        readScheduler(attributes, flags, key),
        persistence,
        (flags & Ipvs.ServiceFlag.ONE_PACKET) != 0);
  }

  /**
   * The service as it is read back: a granularity of the whole address cannot be told from none.
   */
  static VirtualService asListed(VirtualService service) {
    ServiceKey key = service.key();
    Optional<Persistence> listed =
        service
            .persistence()
            .map(
                asked ->
                    new Persistence(
                        asked.timeout(),
                        asked
                            .granularity()
                            .filter(
                                granularity ->
                                    granularity.value() != Granularity.whole(key.family())),
                        asked.engine()));
    return new VirtualService(key, service.scheduler(), listed, service.onePacket());
  }

  private static ServiceKey readKey(Attributes attributes) {
    AddressFamily family = Addresses.family(attributes.u16(Ipvs.Service.AF));
    if (attributes.has(Ipvs.Service.FWMARK)) {
      return new ServiceKey.OnMark(family, readMark(attributes));
    }
    Protocol protocol = readProtocol(attributes.u16(Ipvs.Service.PROTOCOL));
    return new ServiceKey.OnAddress(
        protocol,
        Addresses.decode(attributes, Ipvs.Service.ADDR, family),
        attributes.port(Ipvs.Service.PORT));
  }

  private static Mark readMark(Attributes attributes) {
    long mark = attributes.u32(Ipvs.Service.FWMARK);
    if (mark == 0) {
      throw NetlinkException.damaged("a service on mark 0");
    }
    return new Mark(mark);
  }

  private static Protocol readProtocol(int number) {
    for (Protocol protocol : PROTOCOLS) {
      if (protocol.number() == number) {
        return protocol;
      }
    }
    throw new LeftOutException("a service on IP protocol " + number);
  }

  /** The mask that comes with them says only that all of them are said. */
  private static int readFlags(Attributes attributes) {
    return attributes.bytes(Ipvs.Service.FLAGS, 2 * Integer.BYTES).s32(0);
  }

  private static Scheduler readScheduler(Attributes attributes, int flags, ServiceKey key) {
    String name = attributes.string(Ipvs.Service.SCHED_NAME);
    try {
      return new Scheduler(name, readSchedulerFlags(flags));
    } catch (IllegalArgumentException exception) {
      throw new LeftOutException(key + ", for it has the scheduler '" + name + "'");
    }
  }

  private static Set<Integer> readSchedulerFlags(int flags) {
    if ((flags & Ipvs.ServiceFlag.SCHEDULER_ALL) == 0) {
      return Set.of();
    }
    return Stream.of(1, 2, 3)
        .filter(flag -> (flags & Ipvs.ServiceFlag.SCHEDULER_1 << (flag - 1)) != 0)
        .collect(Collectors.toSet());
  }

  private static Persistence readPersistence(Attributes attributes, ServiceKey key) {
    long seconds = attributes.u32(Ipvs.Service.TIMEOUT);
    long granularity = inKernelOrder(attributes.u32(Ipvs.Service.NETMASK), key.family());
    if (seconds == 0) {
      throw new LeftOutException(key + ", for it is persistent for 0 s");
    }
    return new Persistence(
        Duration.ofSeconds(seconds),
        readGranularity(granularity, key),
        readEngine(attributes, key));
  }

  private static Optional<Granularity> readGranularity(long value, ServiceKey key) {
    if (value == Granularity.whole(key.family())) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Granularity(key.family(), value));
    } catch (IllegalArgumentException exception) {
      throw new LeftOutException(key + ", for it has the granularity " + value);
    }
  }

  private static Optional<String> readEngine(Attributes attributes, ServiceKey key) {
    if (!attributes.has(Ipvs.Service.PE_NAME)) {
      return Optional.empty();
    }
    String engine = attributes.string(Ipvs.Service.PE_NAME);
    if (!Sayable.isEngineName(engine)) {
      throw new LeftOutException(key + ", for it has the persistence engine '" + engine + "'");
    }
    return Optional.of(engine);
  }

  private record KeyWriter(MessageWriter writer) implements ServiceKey.Cases<MessageWriter> {
    @Override
    public MessageWriter onAddress(ServiceKey.OnAddress key) {
      return writer
          .u16(Ipvs.Service.PROTOCOL, key.protocol().number())
          .bytes(Ipvs.Service.ADDR, Addresses.encode(key.address()))
          .port(Ipvs.Service.PORT, key.port());
    }

    @Override
    public MessageWriter onMark(ServiceKey.OnMark key) {
      return writer.u32(Ipvs.Service.FWMARK, key.mark().value());
    }
  }
}
