package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.kernel.Kernel;
import org.lvsh.kernel.live.Opening;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.traffic.Packet;
import org.lvsh.shell.inspect.Prediction;
import org.lvsh.shell.inspect.Trace;
import org.lvsh.shell.inspect.Tracer;
import org.lvsh.shell.inspect.Way;

/**
 * Of each client it is written down where it will go, before it sends its first packet and from
 * nothing but what the lab's kernel shows; then it comes, and a real server answers, or with {@code
 * ovf} at last none. Clients stay, and now and then one parts; half-way through a weight changes.
 */
@Tag("lab")
final class TraceLabTest extends PacketsLab {
  private static final boolean FULL = "full".equals(System.getProperty("lvsh.counts"));
  private static final int COMERS = FULL ? 200 : 12;
  private static final int SSH = 22;
  private static final int FIRST_CLIENT_PORT = 40_000;

  /** The first number of a place that no other test takes; the last one is a second VIP. */
  private static final int FIRST = 80;

  private static final int SECOND_VIP = 99;

  /** What takes turns: which server it will be no kernel shows, but how many each gets. */
  private static final Set<String> IN_TURN = Set.of("rr", "wrr");

  private static final String SERVERS =
      """
        server 192.168.1.3 weight 2 direct
        server 192.168.1.2 weight 3 direct
      """;

  private static final List<String> SCHEDULERS =
      List.of(
          "rr",
          "wrr",
          "lc",
          "wlc",
          "sed",
          "nq",
          "fo",
          "ovf",
          "dh",
          "sh",
          "sh with port",
          "mh",
          "mh with port");

  /** With the quick counts every other scheduler. */
  static Stream<Arguments> setUps() {
    List<Arguments> all = new ArrayList<>();
    for (int at = 0; at < SCHEDULERS.size(); at += FULL ? 1 : 2) {
      all.add(Arguments.of(SCHEDULERS.get(at), "", FIRST + all.size()));
    }
    for (String scheduler : List.of("wlc", "rr")) {
      all.add(Arguments.of(scheduler, "sticky 600s", FIRST + all.size()));
    }
    all.add(Arguments.of("lc", "sticky 600s per /30", FIRST + all.size()));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("setUps")
  void clientsGoWhereItWasWrittenThatTheyWould(String scheduler, String sticky, int number)
      throws IOException {
    Place place = new Place(Route.IPV4_DIRECT, number);
    List<String> vips = List.of(place.vip(), "192.168.0." + SECOND_VIP);
    String service = "service web on %s port 22 %s mark 10 %s\n%s";
    apply(
        service
            .formatted(String.join(",", vips), sticky, scheduler, SERVERS)
            .replace("mark 10", "mark " + number));
    // With persistence everybody comes twice, the second time by a template.
    int rounds = sticky.isEmpty() ? 1 : 2;
    List<Coming> comings = comings(place, vips, rounds);
    Book book = new Book(folder.resolve("predictions"));
    try (Kernel kernel = Opening.open(Optional.of(FirewallKind.NFTABLES));
        ClientsOneByOne clients = new ClientsOneByOne()) {
      Tracer tracer = new Tracer(kernel, kernel.read());
      for (int at = 0; at < comings.size(); at++) {
        Coming coming = comings.get(at);
        Prediction prediction = book.predict(coming, tracer);
        book.compare(coming, prediction, coming.connect(clients));
        if (at % 5 == 4) {
          comings.get(at - 3).part(clients);
          letThemPart();
        }
        if (at == comings.size() / 2) {
          changeWeight();
          tracer = new Tracer(kernel, kernel.read());
        }
      }
    }
    System.out.printf(
        "%s %s: %d written down, %d wrong%n",
        scheduler, sticky, Files.readAllLines(book.file).size(), book.wrong.size());
    assertEquals(List.of(), book.wrong);
    assertEquals(List.of(), book.shares.wrong());
    assertEquals(List.of(), IN_TURN.contains(scheduler) ? List.of() : book.uncertain);
    assertTrue(book.byTemplate >= (rounds - 1) * COMERS, () -> "by templates: " + book.byTemplate);
  }

  /** What is written down before, and how much of it came true. */
  private static final class Book {
    private final Path file;
    private final Prediction.Shares shares = new Prediction.Shares();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> uncertain = new ArrayList<>();
    private int byTemplate;

    Book(Path file) {
      this.file = file;
    }

    Prediction predict(Coming coming, Tracer tracer) throws IOException {
      Trace trace = coming.traced(tracer);
      Prediction prediction = Prediction.of(trace);
      String line = coming + " -> " + prediction;
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      byTemplate += trace.way() instanceof Way.Known ? 1 : 0;
      if (!prediction.certain()) {
        uncertain.add(line);
      }
      return prediction;
    }

    void compare(Coming coming, Prediction prediction, Optional<String> answered) {
      Optional<ServerKey> server =
          prediction.servers().stream()
              .filter(one -> answered.equals(Optional.of(one.address().toString())))
              .findFirst();
      boolean right = answered.isEmpty() ? prediction.none() : server.isPresent();
      if (!right) {
        wrong.add("%s went to %s; written was %s".formatted(coming, answered, prediction));
      }
      shares.add(prediction, server);
    }
  }

  private static List<Coming> comings(Place place, List<String> vips, int rounds) {
    return IntStream.range(0, rounds * COMERS)
        .mapToObj(
            at ->
                new Coming(
                    place.clients() + (1 + at % COMERS),
                    FIRST_CLIENT_PORT + at,
                    vips.get(at % vips.size())))
        .toList();
  }

  private void changeWeight() {
    String[] words = {
      "--firewall", NFTABLES, "--yes", "set", "web", "server", "192.168.1.3", "weight", "4"
    };
    Ran.live(folder.resolve("run"), words).ends(0);
  }

  /** Until the last packets of one who parts have passed the director. */
  private static void letThemPart() {
    Lab.pause(150);
  }

  /** A client's connection from a port of its own. */
  private record Coming(String client, int port, String vip) {
    Trace traced(Tracer tracer) {
      Packet packet =
          new Packet(Protocol.TCP, IpAddress.of(client), port, IpAddress.of(vip), SSH, "?");
      return tracer.trace(packet, true);
    }

    Optional<String> connect(ClientsOneByOne clients) {
      return clients.connect(client, port, vip, SSH);
    }

    void part(ClientsOneByOne clients) {
      clients.part(client, port, vip, SSH);
    }

    @Override
    public String toString() {
      return "%s:%d to %s".formatted(client, port, vip);
    }
  }

  /** The statement says the same as the class behind it. */
  @ParameterizedTest
  @MethodSource("statements")
  void theStatementNamesTheServer(String scheduler, int number) throws IOException {
    Place place = new Place(Route.IPV4_DIRECT, number);
    apply(place.said("service web on 192.168.0.1 port 22 " + scheduler + "\n" + SERVERS));
    try (ClientsOneByOne clients = new ClientsOneByOne()) {
      for (int at = 1; at <= 3; at++) {
        String client = place.clients() + at;
        Ran ran =
            Ran.live(
                    folder.resolve("run"),
                    "trace",
                    client + ":" + (FIRST_CLIENT_PORT + at),
                    "to",
                    place.vip() + ":" + SSH)
                .ends(0);
        String answered =
            clients.connect(client, FIRST_CLIENT_PORT + at, place.vip(), SSH).orElseThrow();
        ran.says("goes to     %s:%d".formatted(answered, SSH));
      }
    }
  }

  static Stream<Arguments> statements() {
    return Stream.of(Arguments.of("wlc", 97), Arguments.of("sh with port", 98));
  }
}
