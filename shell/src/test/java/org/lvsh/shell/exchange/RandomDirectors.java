package org.lvsh.shell.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Drain;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Ownership;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceEntry;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.shell.compile.RandomFiles;
import org.lvsh.shell.session.Scene;

/**
 * Directors by chance with all that lvsh and others put there. The same seed gives the same one.
 */
public final class RandomDirectors {
  private static final List<Long> LARGE_MARKS = List.of(0x7FFF_FFFFL, 0x8000_0000L, Mark.MAX);
  private static final List<Forwarding> METHODS =
      List.of(
          Forwarding.DIRECT,
          Forwarding.MASQUERADE,
          Forwarding.TUNNEL,
          new Forwarding(Forwarding.Method.GUE, 6080, Forwarding.Checksum.REMOTE),
          new Forwarding(Forwarding.Method.GRE, 0, Forwarding.Checksum.FULL));
  private static final List<Long> LIMITS = List.of(0L, 1L, 2L, 0x7FFF_FFFFL);
  private static final List<Integer> WEIGHTS = List.of(0, 1, 3, 65_536, Integer.MAX_VALUE);

  private final Random random;
  private final List<String> schedulers;

  private RandomDirectors(long seed, List<String> schedulers) {
    this.random = new Random(seed);
    this.schedulers = schedulers;
  }

  /**
   * A director.
   *
   * @param declared what statements have made of it, of two sources and with a pool
   * @param whole the same with what others have made, lost names and drained servers besides
   */
  public record Director(Snapshot declared, Snapshot whole) {}

  public static Director next(long seed) {
    return next(seed, Scheduler.KNOWN);
  }

  /**
   * The same for a kernel that not every scheduler was built for.
   *
   * @param schedulers those that others' services may have
   */
  public static Director next(long seed, List<String> schedulers) {
    Scene scene = declared(seed);
    Snapshot declared = scene.live();
    new RandomDirectors(seed, schedulers).addTo(scene);
    return new Director(declared, scene.live());
  }

  /** One that runs, on a simulated kernel. */
  public static Scene scene(long seed) {
    Scene scene = declared(seed);
    new RandomDirectors(seed, Scheduler.KNOWN).addTo(scene);
    return scene;
  }

  private void addTo(Scene scene) {
    addOthers(scene);
    loseNames(scene);
    drain(scene);
    changePooled(scene);
  }

  /** Somebody takes a server from one service of a pool. */
  private void changePooled(Scene scene) {
    if (random.nextInt(4) != 0) {
      return;
    }
    for (Ownership named : scene.live().ownership().values()) {
      ServiceEntry entry = scene.live().services().get(named.key());
      if (entry != null && named.pool().isPresent() && !entry.servers().isEmpty()) {
        scene.others(new Operation.RemoveServer(named.key(), entry.servers().lastKey()));
        return;
      }
    }
  }

  private static Scene declared(long seed) {
    Scene scene = Scene.empty();
    RandomFiles files = new RandomFiles(seed, scene);
    scene.applyAs("one \"é\".lvs", files.declarations());
    scene.apply(files.declarations());
    if (seed % 2 == 0) {
      scene.apply(
          "pool app",
          "server 10.1.9.1 weight 4 limit 100",
          "server 10.1.9.2 masquerade",
          "service pooled on 10.0.9.1 port 80 pool app",
          "service pooled-too on 10.0.9.1 ports 443,8443 udp sticky 5m rr pool app");
    }
    return scene.apply(files.edits());
  }

  private void addOthers(Scene scene) {
    for (int left = random.nextInt(3); left > 0; left--) {
      ServiceKey key =
          random.nextBoolean()
              ? new ServiceKey.OnMark(
                  one(List.of(AddressFamily.values())), new Mark(one(LARGE_MARKS)))
              : Scene.tcp("10.0.8." + left, random.nextInt(2) * 80);
      if (!scene.live().services().containsKey(key)) {
        scene.others(new Operation.AddService(service(key)));
        for (int server = random.nextInt(4); server > 0; server--) {
          scene.others(new Operation.AddServer(key, server(key, server)));
        }
      }
    }
  }

  private VirtualService service(ServiceKey key) {
    Duration time = Duration.ofSeconds(one(List.of(1L, 2_678_400L, 2_678_401L)));
    Optional<Persistence> sticky =
        random.nextBoolean() ? Optional.empty() : Optional.of(Persistence.of(time));
    Set<Integer> flags = random.nextBoolean() ? Set.of() : Set.of(1, 3);
    return new VirtualService(
        key, new Scheduler(one(schedulers), flags), sticky, random.nextInt(4) == 0);
  }

  /** Some with another port than their service's, and two of them on one address. */
  private RealServer server(ServiceKey service, int number) {
    String address = service.family() == AddressFamily.IPV4 ? "10.1.8.1" : "2001:db8:1::9";
    int port =
        number == 1 && service instanceof ServiceKey.OnAddress on ? on.port() : 8080 + number;
    long upper = one(LIMITS);
    return new RealServer(
        new ServerKey(IpAddress.of(address), random.nextBoolean() ? port : number),
        one(WEIGHTS),
        one(METHODS),
        upper,
        upper / 2);
  }

  private void loseNames(Scene scene) {
    for (ServiceKey key : scene.live().ownership().keySet()) {
      if (key instanceof ServiceKey.OnAddress && random.nextInt(4) == 0) {
        scene.others(new Operation.ClearOwnership(key));
      }
    }
  }

  private void drain(Scene scene) {
    List<Operation> operations = new ArrayList<>();
    for (Ownership named : scene.live().ownership().values()) {
      ServiceEntry entry = scene.live().services().get(named.key());
      if (entry != null && !entry.servers().isEmpty() && random.nextInt(4) == 0) {
        RealServer server = entry.servers().firstEntry().getValue();
        operations.add(new Operation.ChangeServer(named.key(), server.withWeight(0)));
        operations.add(
            new Operation.SetOwnership(
                named.with(
                    named
                        .drains()
                        .with(
                            server.key(),
                            new Drain(server.weight(), Instant.ofEpochSecond(1_800_000_000))))));
      }
    }
    scene.others(operations.toArray(Operation[]::new));
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
