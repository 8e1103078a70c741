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
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.SyncDaemon;
import org.lvsh.kernel.model.Timeouts;
import org.lvsh.kernel.model.VirtualService;

/**
 * Operations by chance, without an end, over so few services and servers that they often meet:
 * tried on one kernel, more than a third is refused, since what it is about is there or is not
 * there, or since a careless one has values that no kernel takes. The same seed gives the same
 * operations. They suit a kernel that was empty, on a machine with the interfaces lo and eth0, such
 * as {@link LabMachine} makes.
 */
public final class RandomOperations {
  private static final List<ServiceKey> SERVICES =
      List.of(
          Samples.WEB,
          Samples.WEB6,
          Samples.udp("192.168.0.1", 80),
          Samples.mark(5),
          Samples.mark6(5));
  private static final List<ServerKey> SERVERS4 =
      List.of(Samples.ONE, Samples.TWO, Samples.at("10.0.0.3", 80));
  private static final List<ServerKey> SERVERS6 =
      List.of(Samples.ONE6, Samples.at("2001:db8:1::2", 80));
  private static final List<ServerKey> ALL_SERVERS =
      List.of(Samples.ONE, Samples.TWO, Samples.ONE6, Samples.at("224.0.0.1", 80));
  private static final List<String> SCHEDULERS = List.of("rr", "wlc", "sh");
  private static final List<Forwarding> FORWARDINGS =
      List.of(
          Forwarding.DIRECT,
          Forwarding.MASQUERADE,
          Forwarding.TUNNEL,
          new Forwarding(Forwarding.Method.GUE, 6080, Forwarding.Checksum.FULL));
  private static final Forwarding NO_PORT =
      new Forwarding(Forwarding.Method.GUE, 0, Forwarding.Checksum.NONE);
  private static final List<String> INTERFACES = List.of("lo", "eth0");
  private static final List<IpAddress> GROUPS =
      List.of(SyncDaemon.DEFAULT_GROUP, IpAddress.of("239.1.2.3"), IpAddress.of("ff02::77"));
  private static final List<Integer> LENGTHS = List.of(0, 1, 1200, 65_535);

  private static final List<String> SETTINGS =
      List.of(
          "conn_reuse_mode",
          "drop_entry",
          "expire_nodest_conn",
          "secure_tcp",
          "sloppy_tcp",
          "sync_retries",
          "sync_threshold",
          "sync_version",
          "no_such_setting");
  private static final List<String> BAD_NUMBERS =
      List.of("-1", "x", "0x1", "01", "1s", "2147483648", "99999999999999999999999");

  private final Random random;
  private boolean careless;

  public RandomOperations(long seed) {
    this.random = new Random(seed);
  }

  public Operation next() {
    careless = random.nextInt(4) == 0;
    return switch (random.nextInt(20)) {
      case 0, 1 -> new Operation.AddService(service());
      case 2 -> new Operation.ChangeService(service());
      case 3 -> new Operation.RemoveService(anyOf(SERVICES));
      case 4, 5, 6, 7 -> addServer(anyOf(SERVICES));
      case 8 -> changeServer(anyOf(SERVICES));
      case 9 -> removeServer(anyOf(SERVICES));
      case 10, 11 -> new Operation.AddMarkRule(rule());
      case 12 -> new Operation.RemoveMarkRule(rule());
      case 13 -> new Operation.SetOwnership(ownership());
      case 14 -> new Operation.ClearOwnership(anyOf(SERVICES));
      case 15, 16 -> new Operation.StartDaemon(daemon());
      case 17, 18 -> new Operation.StopDaemon(role());
      default -> rare();
    };
  }

  private Operation rare() {
    return switch (random.nextInt(4)) {
      case 0 -> new Operation.SetLastMark(new Mark(1 + random.nextInt(9)));
      case 1 -> new Operation.SetTimeouts(new Timeouts(timeout(), timeout(), timeout()));
      default -> new Operation.SetSetting(setting());
    };
  }

  private Setting setting() {
    String name = anyOf(SETTINGS);
    boolean pair = name.equals("sync_threshold") != (careless && random.nextBoolean());
    return new Setting(name, number() + (pair ? " " + number() : ""));
  }

  private String number() {
    return careless && random.nextBoolean()
        ? anyOf(BAD_NUMBERS)
        : Integer.toString(random.nextInt(5));
  }

  private Duration timeout() {
    return Duration.ofSeconds(random.nextInt(20) - (careless ? 1L : 0L));
  }

  private VirtualService service() {
    ServiceKey key = anyOf(SERVICES);
    String name = careless && random.nextBoolean() ? "nosuch" : anyOf(SCHEDULERS);
    Scheduler scheduler = new Scheduler(name, random.nextBoolean() ? Set.of() : Set.of(1, 2));
    Optional<Persistence> persistence =
        random.nextBoolean() ? Optional.empty() : Optional.of(persistence(key.family()));
    return new VirtualService(key, scheduler, persistence, random.nextBoolean());
  }

  private Persistence persistence(AddressFamily ofService) {
    AddressFamily family = careless ? anyOf(List.of(AddressFamily.values())) : ofService;
    Persistence.Granularity granularity =
        switch (family) {
          case IPV4 -> new Persistence.Granularity(family, 0xFFFF_FF00L);
          case IPV6 -> new Persistence.Granularity(family, 64);
        };
    return new Persistence(
        Duration.ofSeconds(1 + random.nextInt(100)), maybe(granularity), maybe("sip"));
  }

  private Operation addServer(ServiceKey service) {
    return new Operation.AddServer(service, server(service));
  }

  private Operation changeServer(ServiceKey service) {
    return new Operation.ChangeServer(service, server(service));
  }

  private Operation removeServer(ServiceKey service) {
    return new Operation.RemoveServer(service, serverKey(service));
  }

  private RealServer server(ServiceKey service) {
    if (careless) {
      return new RealServer(
          anyOf(ALL_SERVERS),
          random.nextInt(6) - 1,
          random.nextBoolean() ? NO_PORT : anyOf(FORWARDINGS),
          random.nextInt(4),
          random.nextInt(2));
    }
    ServerKey key = serverKey(service);
    boolean mixed = key.address().family() != service.family();
    return new RealServer(
        key,
        random.nextInt(6),
        mixed ? Forwarding.TUNNEL : anyOf(FORWARDINGS),
        random.nextInt(4) + 1L,
        random.nextInt(2));
  }

  /** Now and then one of the other address family, which needs a tunnel. */
  private ServerKey serverKey(ServiceKey service) {
    if (careless || random.nextInt(16) == 0) {
      return anyOf(random.nextBoolean() ? SERVERS4 : SERVERS6);
    }
    return anyOf(
        switch (service.family()) {
          case IPV4 -> SERVERS4;
          case IPV6 -> SERVERS6;
        });
  }

  private SyncDaemon daemon() {
    String name = careless && random.nextBoolean() ? "nosuch" : anyOf(INTERFACES);
    IpAddress group = careless && random.nextBoolean() ? IpAddress.of("10.0.0.1") : anyOf(GROUPS);
    return SyncDaemon.of(role(), name, random.nextInt(256))
        .withGroup(group)
        .withMaxLength(anyOf(LENGTHS));
  }

  private SyncDaemon.Role role() {
    return anyOf(List.of(SyncDaemon.Role.values()));
  }

  /** Careful ones meet only where they are the same; each of the others meets two of them. */
  private MarkRule rule() {
    int first = 10 * random.nextInt(12);
    return careless
        ? Samples.rule("192.168.0.1", first + 2, first + 12, 2)
        : Samples.rule("192.168.0.1", first, first + 4, 1);
  }

  private Ownership ownership() {
    ServiceKey key = anyOf(SERVICES);
    boolean claims = key instanceof ServiceKey.OnMark && random.nextBoolean();
    Optional<Claim> claim =
        claims
            ? Optional.of(Claim.of("192.168.0.1,fd00::1 tcp,udp 80,443,8000-8010 fixed"))
            : Optional.empty();
    return new Ownership(key, "name-" + random.nextInt(3), "random \"é\".lvs", maybe("app"), claim);
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private <T> T anyOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
