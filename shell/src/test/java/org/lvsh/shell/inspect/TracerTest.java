package org.lvsh.shell.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.Progress;
import org.lvsh.kernel.Visitors;
import org.lvsh.kernel.Visitors.Target;
import org.lvsh.kernel.Visits;
import org.lvsh.kernel.model.AddressFamily;
import org.lvsh.kernel.model.Forwarding;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.model.Persistence;
import org.lvsh.kernel.model.Persistence.Granularity;
import org.lvsh.kernel.model.Ports;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.RealServer;
import org.lvsh.kernel.model.Scheduler;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServiceKey;
import org.lvsh.kernel.model.Setting;
import org.lvsh.kernel.model.VirtualService;
import org.lvsh.kernel.simulated.SimulatedKernel;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.shell.compile.RandomFiles;

/**
 * Clients come to a simulated kernel whose servers come, go, drain and change, and each time a
 * trace has said before, from what a live kernel shows as well, where the client will go.
 */
class TracerTest {
  private static final int CLIENTS = 200;
  private static final int FIRST_CLIENT_PORT = 32_768;
  private static final ServiceKey MARK = new ServiceKey.OnMark(AddressFamily.IPV4, new Mark(10));
  private static final Persistence STICKY =
      new Persistence(
          Duration.ofSeconds(90),
          Optional.of(new Granularity(AddressFamily.IPV4, 0xFFFF_FFFCL)),
          Optional.empty());

  /** Of these a trace says what will be, where no server is between its limits. */
  private static final List<String> CERTAIN =
      List.of("lc", "wlc", "sed", "nq", "fo", "ovf", "dh", "sh", "sh 1", "sh 2", "sh 1 2");

  private static final List<String> ALL =
      Stream.concat(
              CERTAIN.stream(),
              Stream.of("rr", "wrr", "twos", "lblc", "lblcr", "mh", "mh 1 2", "mh 2"))
          .toList();

  /** What a service is on, how sticky it is, and where packets to it go. */
  private enum Shape {
    PORT,
    STICKY_PORT,
    STICKY_ADDRESS,
    MARKED,
    STICKY_MARKED,
    STICKY_FTP
  }

  static Stream<Arguments> schedulersAndShapes() {
    int seeds = RandomFiles.seeds(1, 5);
    List<Arguments> all = new ArrayList<>();
    for (String scheduler : ALL) {
      for (Shape shape : Shape.values()) {
        for (int seed = 0; seed < seeds; seed++) {
          all.add(Arguments.of(scheduler, shape, seed));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("schedulersAndShapes")
  void whatIsPredictedHappens(String scheduler, Shape shape, int seed) {
    Director director = new Director(scheduler, shape, seed, false);
    for (int client = 0; client < CLIENTS; client++) {
      Prediction before = director.predictNext();
      Optional<ServerKey> happened = director.comes();
      assertTrue(before.allows(happened), () -> director.told(before, happened));
      if (CERTAIN.contains(scheduler)) {
        assertTrue(before.certain(), () -> director.told(before, happened));
      }
      director.shares.add(before, happened);
      director.somethingHappens();
    }
    assertEquals(List.of(), director.shares.wrong(), director::toString);
  }

  /** With limits more is uncertain, and what is certain happens all the same. */
  @ParameterizedTest
  @MethodSource("schedulersAndShapes")
  void whatIsPredictedOfServersWithLimitsHappens(String scheduler, Shape shape, int seed) {
    Director director = new Director(scheduler, shape, seed, true);
    for (int client = 0; client < CLIENTS; client++) {
      Prediction before = director.predictNext();
      Optional<ServerKey> happened = director.comes();
      assertTrue(before.allows(happened), () -> director.told(before, happened));
      director.somethingHappens();
    }
  }

  /** A director with one service, and what happens there. */
  private static final class Director {
    private final SimulatedKernel kernel = SimulatedKernel.inMemory();
    private final String scheduler;
    private final Shape shape;
    private final Random random;
    private final boolean limits;
    private final Protocol protocol;
    private final ServiceKey key;
    private final List<Target> targets;
    private final Set<Integer> known = new HashSet<>();
    private final Prediction.Shares shares = new Prediction.Shares();
    private final String name;
    private Packet next;

    Director(String scheduler, Shape shape, int seed, boolean limits) {
      this.scheduler = scheduler;
      this.shape = shape;
      this.random = new Random(seed);
      this.limits = limits;
      this.name = "%s, %s, seed %d".formatted(scheduler, shape, seed);
      this.protocol = shape == Shape.STICKY_FTP ? Protocol.TCP : anyOf(Protocol.values());
      this.key = key();
      this.targets = targets();
      does(new Operation.AddService(service()));
      List<Integer> servers = new ArrayList<>(List.of(1, 2, 3, 4));
      Collections.shuffle(servers, random);
      servers.forEach(number -> does(new Operation.AddServer(key, server(number))));
      if (key.equals(MARK)) {
        targets.forEach(target -> does(new Operation.AddMarkRule(rule(target))));
      }
      set("expire_quiescent_template", random.nextInt(2));
      set("expire_nodest_conn", random.nextInt(2));
    }

    @Override
    public String toString() {
      return name;
    }

    String told(Prediction predicted, Optional<ServerKey> happened) {
      return "%s: %s to %s:%d, predicted %s, happened %s"
          .formatted(name, next.client(), next.address(), next.port(), predicted, happened);
    }

    private Protocol anyOf(Protocol... all) {
      return all[random.nextInt(all.length)];
    }

    private ServiceKey key() {
      IpAddress vip = IpAddress.of("192.168.0.1");
      return switch (shape) {
        case PORT, STICKY_PORT -> new ServiceKey.OnAddress(protocol, vip, 80);
        case STICKY_ADDRESS -> new ServiceKey.OnAddress(protocol, vip, 0);
        case STICKY_FTP -> new ServiceKey.OnAddress(protocol, vip, 21);
        case MARKED, STICKY_MARKED -> MARK;
      };
    }

    private List<Target> targets() {
      List<Integer> ports =
          switch (shape) {
            case PORT, STICKY_PORT -> List.of(80);
            case STICKY_ADDRESS, MARKED, STICKY_MARKED -> List.of(80, 443);
            case STICKY_FTP -> List.of(21, 20_000, 443);
          };
      List<String> vips =
          key.equals(MARK) ? List.of("192.168.0.1", "192.168.0.2") : List.of("192.168.0.1");
      return vips.stream()
          .flatMap(vip -> ports.stream().map(port -> new Target(protocol, IpAddress.of(vip), port)))
          .toList();
    }

    private VirtualService service() {
      List<String> words = List.of(scheduler.split(" "));
      Set<Integer> flags = new HashSet<>();
      words.subList(1, words.size()).forEach(flag -> flags.add(Integer.valueOf(flag)));
      boolean sticky =
          switch (shape) {
            case PORT, MARKED -> false;
            case STICKY_PORT, STICKY_ADDRESS, STICKY_MARKED, STICKY_FTP -> true;
          };
      return new VirtualService(
          key,
          new Scheduler(words.get(0), flags),
          sticky ? Optional.of(STICKY) : Optional.empty(),
          false);
    }

    private static MarkRule rule(Target target) {
      return new MarkRule(
          new MarkRule.Match(target.protocol(), target.address(), Ports.of(target.port())),
          new Mark(10));
    }

    private RealServer server(int number) {
      boolean every =
          switch (shape) {
            case PORT, STICKY_PORT -> false;
            case STICKY_ADDRESS, MARKED, STICKY_MARKED, STICKY_FTP -> true;
          };
      ServerKey place = new ServerKey(IpAddress.of("10.0.0." + number), every ? 0 : 8080);
      RealServer plain = RealServer.of(place, weight(), Forwarding.DIRECT);
      return limits && random.nextInt(3) > 0
          ? new RealServer(place, plain.weight(), plain.forwarding(), 3 + random.nextInt(20), 0)
          : plain;
    }

    private int weight() {
      return random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(5);
    }

    private void set(String setting, int value) {
      does(new Operation.SetSetting(new Setting(setting, Integer.toString(value))));
    }

    private void does(Operation operation) {
      Outcome outcome = kernel.apply(List.of(operation), Progress.SILENT).get(0);
      assertEquals(Outcome.Status.DONE, outcome.status(), outcome::toString);
    }

    /** Says where the next client will go. */
    Prediction predictNext() {
      Target target = targets.get(random.nextInt(targets.size()));
      IpAddress client = IpAddress.of("203.0.113." + (1 + random.nextInt(60)));
      next =
          new Packet(
              target.protocol(),
              client,
              clientPort(client, target),
              target.address(),
              target.port(),
              "?");
      return Prediction.of(new Tracer(kernel, kernel.read()).trace(next, true));
    }

    /** The first port that the client has free for it. */
    private int clientPort(IpAddress client, Target target) {
      known.clear();
      kernel.connections(
          line -> {
            if (line.client().equals(client)
                && line.virtualAddress().equals(target.address())
                && line.virtualPort() == target.port()) {
              known.add(line.clientPort());
            }
          });
      return IntStream.iterate(FIRST_CLIENT_PORT, port -> port + 1)
          .filter(port -> !known.contains(port))
          .findFirst()
          .orElseThrow();
    }

    /** The client comes. */
    Optional<ServerKey> comes() {
      Target target = new Target(next.protocol(), next.address(), next.port());
      Visits visits =
          kernel.visit(Visitors.apart(next.client(), 1, List.of(target), Duration.ZERO));
      return visits.served().values().stream()
          .flatMap(servers -> servers.entrySet().stream())
          .filter(entry -> entry.getValue().connections() > 0)
          .map(Map.Entry::getKey)
          .findFirst();
    }

    /** Time passes, and now and then a server changes, goes or comes back. */
    void somethingHappens() {
      kernel.forward(Duration.ofSeconds(random.nextInt(30)));
      int number = 1 + random.nextInt(4);
      RealServer server = server(number);
      boolean there = kernel.read().services().get(key).servers().containsKey(server.key());
      switch (random.nextInt(12)) {
        case 0 ->
            does(
                there
                    ? new Operation.RemoveServer(key, server.key())
                    : new Operation.AddServer(key, server));
        case 1, 2 -> {
          if (there) {
            does(new Operation.ChangeServer(key, server));
          }
        }
        case 3 -> {
          if (!there) {
            does(new Operation.AddServer(key, server));
          }
        }
        default -> {}
      }
    }
  }
}
