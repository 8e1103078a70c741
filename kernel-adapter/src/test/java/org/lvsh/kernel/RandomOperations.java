package org.lvsh.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Claim;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * Operations by chance, without an end, over so few services and servers that they often meet:
 * tried on one kernel, more than a third is refused, and of each kind some are done. The same seed
 * gives the same operations. They suit a kernel that was empty, on a machine with the interfaces lo
 * and eth0, such as {@link LabMachine} makes.
 */
public final class RandomOperations {
  private static final List<ServiceKey> SERVICES =
      List.of(
          Samples.WEB,
          Samples.WEB6,
          Samples.udp("192.168.0.1", 80),
          Samples.mark(5),
          Samples.mark6(5));
  private static final List<ServerKey> SERVERS =
      List.of(Samples.ONE, Samples.TWO, Samples.ONE6, Samples.at("224.0.0.1", 80));
  private static final List<String> SCHEDULERS = List.of("rr", "wlc", "sh", "nosuch");
  private static final List<Forwarding> FORWARDINGS =
      List.of(
          Forwarding.DIRECT,
          Forwarding.MASQUERADE,
          Forwarding.TUNNEL,
          new Forwarding(Forwarding.Method.GUE, 6080, Forwarding.Checksum.FULL),
          new Forwarding(Forwarding.Method.GUE, 0, Forwarding.Checksum.NONE));

  private static final List<String> INTERFACES = List.of("lo", "eth0", "eth0", "nosuch");
  private static final List<IpAddress> GROUPS =
      List.of(
          SyncDaemon.DEFAULT_GROUP,
          IpAddress.of("239.1.2.3"),
          IpAddress.of("ff02::77"),
          IpAddress.of("10.0.0.1"));
  private static final List<Integer> LENGTHS = List.of(0, 1, 1200, 65_535);

  private final Random random;

  public RandomOperations(long seed) {
    this.random = new Random(seed);
  }

  public Operation next() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> new Operation.AddService(service());
      case 2 -> new Operation.ChangeService(service());
      case 3 -> new Operation.RemoveService(anyOf(SERVICES));
      case 4, 5, 6, 7 -> new Operation.AddServer(anyOf(SERVICES), server());
      case 8 -> new Operation.ChangeServer(anyOf(SERVICES), server());
      case 9 -> new Operation.RemoveServer(anyOf(SERVICES), anyOf(SERVERS));
      case 10, 11 -> new Operation.AddMarkRule(rule());
      case 12 -> new Operation.RemoveMarkRule(rule());
      case 13 -> new Operation.SetOwnership(ownership());
      case 14 -> new Operation.ClearOwnership(anyOf(SERVICES));
      case 15, 16 -> new Operation.StartDaemon(daemon());
      case 17, 18 -> new Operation.StopDaemon(anyOf(List.of(SyncDaemon.Role.values())));
      default -> rare();
    };
  }

  private Operation rare() {
    return random.nextBoolean()
        ? new Operation.SetLastMark(new Mark(1 + random.nextInt(9)))
        : new Operation.SetTimeouts(new Timeouts(timeout(), timeout(), timeout()));
  }

  private Duration timeout() {
    return Duration.ofSeconds(random.nextInt(20) - 1L);
  }

  private VirtualService service() {
    Scheduler scheduler =
        new Scheduler(anyOf(SCHEDULERS), random.nextBoolean() ? Set.of() : Set.of(1, 2));
    Optional<Persistence> persistence =
        random.nextBoolean() ? Optional.empty() : Optional.of(persistence());
    return new VirtualService(anyOf(SERVICES), scheduler, persistence, random.nextBoolean());
  }

  private Persistence persistence() {
    Optional<Persistence.Granularity> granularity =
        switch (random.nextInt(3)) {
          case 0 -> Optional.of(new Persistence.Granularity(AddressFamily.IPV4, 0xFFFF_FF00L));
          case 1 -> Optional.of(new Persistence.Granularity(AddressFamily.IPV6, 64));
          default -> Optional.empty();
        };
    Optional<String> engine = random.nextBoolean() ? Optional.of("sip") : Optional.empty();
    return new Persistence(Duration.ofSeconds(1 + random.nextInt(100)), granularity, engine);
  }

  private RealServer server() {
    return new RealServer(
        anyOf(SERVERS),
        random.nextInt(6) - 1,
        anyOf(FORWARDINGS),
        random.nextInt(4),
        random.nextInt(2));
  }

  private SyncDaemon daemon() {
    SyncDaemon.Role role = anyOf(List.of(SyncDaemon.Role.values()));
    return SyncDaemon.of(role, anyOf(INTERFACES), random.nextInt(256))
        .withGroup(anyOf(GROUPS))
        .withMaxLength(anyOf(LENGTHS));
  }

  private MarkRule rule() {
    int first = random.nextInt(20);
    return Samples.rule("192.168.0.1", first, first + random.nextInt(3), 1 + random.nextInt(2));
  }

  private Ownership ownership() {
    ServiceKey key = anyOf(SERVICES);
    boolean claims = key instanceof ServiceKey.OnMark && random.nextBoolean();
    Optional<Claim> claim =
        claims
            ? Optional.of(Claim.of("192.168.0.1,fd00::1 tcp,udp 80,443,8000-8010 fixed"))
            : Optional.empty();
    return new Ownership(key, "name-" + random.nextInt(3), "random \"é\".lvs", claim);
  }

  private <T> T anyOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
