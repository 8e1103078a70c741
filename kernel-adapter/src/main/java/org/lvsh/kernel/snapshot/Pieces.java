package org.lvsh.kernel.snapshot;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.Drains;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * Makes what a kernel holds of the fields that {@link PieceWriter} writes. Each takes its own; that
 * none is left is for the caller to see to.
 */
final class Pieces {
  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;
  private static final int ALL_FLAGS = 0b111;

  /** More seconds than any kernel takes: it counts ticks in an {@code int}. */
  private static final long MAX_TIMEOUT = Integer.MAX_VALUE;

  private Pieces() {}

  /** Those that a kernel has. */
  static Timeouts timeouts(Fields fields) {
    return timeouts(fields, 1);
  }

  /** Those that are asked for, where 0 leaves one as it is. */
  static Timeouts newTimeouts(Fields fields) {
    return timeouts(fields, 0);
  }

  private static Timeouts timeouts(Fields fields, int least) {
    return new Timeouts(
        timeout(fields, "tcp", least),
        timeout(fields, "tcpFin", least),
        timeout(fields, "udp", least));
  }

  private static Duration timeout(Fields fields, String name, int least) {
    return Duration.ofSeconds(fields.number(name, least, MAX_TIMEOUT));
  }

  static VirtualService service(Fields fields) {
    ServiceKey key = key(fields);
    Scheduler scheduler = new Scheduler(fields.text("scheduler"), flags(fields));
    boolean onePacket = fields.truth("onePacket");
    Optional<Persistence> persistence = persistence(fields, key.family());
    return new VirtualService(key, scheduler, persistence, onePacket);
  }

  static ServiceKey key(Fields fields) {
    if (fields.has("mark")) {
      AddressFamily family = Words.read(AddressFamily.class, fields.text("family"));
      return new ServiceKey.OnMark(family, mark(fields));
    }
    return new ServiceKey.OnAddress(protocol(fields), address(fields), port(fields, "port"));
  }

  private static Set<Integer> flags(Fields fields) {
    int bits = fields.integer("flags", ALL_FLAGS);
    return IntStream.rangeClosed(1, 3)
        .filter(flag -> (bits & 1 << (flag - 1)) != 0)
        .boxed()
        .collect(Collectors.toSet());
  }

  private static Optional<Persistence> persistence(Fields fields, AddressFamily family) {
    if (!fields.has("persistence")) {
      return Optional.empty();
    }
    Duration timeout = Duration.ofSeconds(fields.number("persistence", 1, UNSIGNED_32));
    Optional<Granularity> granularity =
        fields.has("granularity")
            ? Optional.of(new Granularity(family, fields.number("granularity", 1, UNSIGNED_32)))
            : Optional.empty();
    Optional<String> engine =
        fields.has("engine") ? Optional.of(fields.text("engine")) : Optional.empty();
    return Optional.of(new Persistence(timeout, granularity, engine));
  }

  static ServerKey serverKey(Fields fields) {
    return new ServerKey(address(fields), port(fields, "port"));
  }

  static RealServer server(Fields fields) {
    return new RealServer(
        serverKey(fields),
        fields.integer("weight", Integer.MAX_VALUE),
        forwarding(fields),
        fields.numberOrZero("upperLimit", UNSIGNED_32),
        fields.numberOrZero("lowerLimit", UNSIGNED_32));
  }

  private static Forwarding forwarding(Fields fields) {
    return new Forwarding(
        Words.read(Forwarding.Method.class, fields.text("method")),
        (int) fields.numberOrZero("guePort", Ports.MAX),
        fields.has("checksum")
            ? Words.read(Forwarding.Checksum.class, fields.text("checksum"))
            : Forwarding.Checksum.NONE);
  }

  static MarkRule markRule(Fields fields) {
    Ports ports = new Ports(port(fields, "first"), port(fields, "last"));
    MarkRule.Match match = new MarkRule.Match(protocol(fields), address(fields), ports);
    return new MarkRule(match, mark(fields));
  }

  static Ownership ownership(Fields fields) {
    Optional<Claim> claim =
        fields.has("claim") ? Optional.of(Claim.of(fields.text("claim"))) : Optional.empty();
    Optional<String> pool =
        fields.has("pool") ? Optional.of(fields.text("pool")) : Optional.empty();
    Drains drains = fields.has("drained") ? Drains.of(fields.text("drained")) : Drains.NONE;
    return new Ownership(
        key(fields), fields.text("name"), fields.text("source"), pool, claim, drains);
  }

  static SyncDaemon daemon(Fields fields) {
    return new SyncDaemon(
        role(fields),
        fields.text("interface"),
        fields.integer("syncId", 255),
        IpAddress.of(fields.text("group")),
        port(fields, "port"),
        fields.integer("ttl", 255),
        fields.integer("maxLength", 0xFFFF));
  }

  static SyncDaemon.Role role(Fields fields) {
    return Words.read(SyncDaemon.Role.class, fields.text("role"));
  }

  static Mark mark(Fields fields) {
    return new Mark(fields.number("mark", 1, Mark.MAX));
  }

  private static Protocol protocol(Fields fields) {
    return Words.read(Protocol.class, fields.text("protocol"));
  }

  static IpAddress address(Fields fields) {
    return IpAddress.of(fields.text("address"));
  }

  static int port(Fields fields, String name) {
    return fields.integer(name, Ports.MAX);
  }
}
