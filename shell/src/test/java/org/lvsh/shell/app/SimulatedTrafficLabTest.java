package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.Visitors;
import org.lvsh.kernel.Visitors.Target;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Protocol;
import org.lvsh.kernel.simulated.SimulatedKernel;

/**
 * The same clients come to the lab's kernel and to a simulated one, each set up by the same
 * statements: then both have the same connections and templates on the same servers.
 */
@Tag("lab")
final class SimulatedTrafficLabTest extends PacketsLab {
  /** All but the one that draws lots, and the one that sends clients away. */
  private static final List<String> SCHEDULERS =
      List.of("rr", "wrr", "wlc", "sh", "mh", "dh", "fo", "lc", "sed", "nq", "lblc", "lblcr");

  /** Those that do not ask how many connections there are. */
  private static final Set<String> BLIND = Set.of("rr", "wrr", "sh", "mh", "dh", "fo");

  /** These answer at once and leave the connection to the client; a port of TLS would not. */
  private static final int SSH = 22;

  private static final int HTTP = 80;

  private static final int MORE_READINGS = 10;
  private static final int PAUSE_MILLISECONDS = 500;

  private static final String SERVERS =
      """
        server 192.168.1.3 weight 2 direct
        server 192.168.1.2 weight 3 direct
      """;

  /**
   * Each scheduler with every other service, and the next one with those between; else every other
   * scheduler once, with the services in turn.
   */
  private static final boolean FULL = "full".equals(System.getProperty("lvsh.counts"));

  /** The first number of a place that no other test takes. */
  private static final int FIRST = 20;

  static Stream<Arguments> setUps() {
    List<String> services =
        List.of(
            "service web on 192.168.0.1 port 80",
            "service web on 192.168.0.1 port 80 sticky 600s",
            "service web on 192.168.0.1 ports 22,80 mark 10",
            "service web on 192.168.0.1 ports 22,80 sticky 600s mark 10",
            "service web on 192.168.0.1 ports any sticky 600s");
    List<Arguments> all = new ArrayList<>();
    for (String scheduler : SCHEDULERS) {
      for (String service : services) {
        all.add(Arguments.of(service, scheduler, FIRST + all.size()));
      }
    }
    int each = services.size();
    return IntStream.range(0, all.size())
        .filter(at -> FULL ? at % 2 == 0 : at % (2 * each) == at / (2 * each) % each)
        .mapToObj(all::get);
  }

  @ParameterizedTest
  @MethodSource("setUps")
  void bothKernelsSendTheSameClientsToTheSameServers(String service, String scheduler, int number)
      throws IOException {
    Place place = new Place(Route.IPV4_DIRECT, number);
    String text = place.said(service + " " + scheduler + "\n" + SERVERS);
    List<Integer> ports = service.contains("port 80") ? List.of(HTTP) : List.of(SSH, HTTP);
    SimulatedKernel simulated = SimulatedKernel.inMemory();
    apply(text);
    Path file = Files.writeString(folder.resolve("simulated.lvs"), text);
    on(simulated, "--yes", "apply", file.toString());

    // The lab's clients part at last, while simulated ones stay: a second time some would see that.
    boolean twice = service.contains("sticky") || BLIND.contains(scheduler);
    for (int time = 0; time < (twice ? 2 : 1); time++) {
      visit(place, ports);
      simulated.visit(visitors(place, ports));
      assertSame(simulated, "templates", place, text);
      assertSame(simulated, "connections", place, text);
    }
  }

  /**
   * Linux leaves an entry out for one that goes while the table is read, also where that is one of
   * an earlier place ({@code ip_vs_conn_array}); then it is read again. Those of one place all go
   * within a few seconds.
   */
  private void assertSame(SimulatedKernel simulated, String what, Place place, String text) {
    Map<String, Integer> expected = entries(Optional.of(simulated), what, place);
    Map<String, Integer> live = entries(Optional.empty(), what, place);
    for (int again = 0; again < MORE_READINGS && !live.equals(expected); again++) {
      Lab.pause(PAUSE_MILLISECONDS);
      live = entries(Optional.empty(), what, place);
    }
    assertEquals(expected, live, text);
  }

  /** The connections of all clients stay open until the last one has come. */
  private static void visit(Place place, List<Integer> ports) {
    List<String> words = new ArrayList<>(List.of("scripts/lab.d/visit", "--hold", "0.5"));
    words.add(place.clients() + "1-" + CLIENTS);
    ports.forEach(port -> words.add(place.url(port == SSH ? "ssh" : "http")));
    Command.output(words.toArray(String[]::new));
  }

  private static Visitors visitors(Place place, List<Integer> ports) {
    List<Target> targets =
        ports.stream()
            .map(port -> new Target(Protocol.TCP, IpAddress.of(place.vip()), port))
            .toList();
    IpAddress first = IpAddress.of(place.clients() + "1");
    return Visitors.apart(first, CLIENTS, targets, Duration.ZERO);
  }

  private Ran on(SimulatedKernel kernel, String... arguments) {
    return Ran.on(kernel, folder.resolve("simulated"), arguments).ends(0);
  }

  /**
   * What is shown of a place, each entry as often as it is there; without the ports of clients,
   * which the lab's choose by themselves, and without times and states.
   *
   * @param simulated the lab's own kernel where it is empty
   */
  private Map<String, Integer> entries(
      Optional<SimulatedKernel> simulated, String what, Place place) {
    String[] show = {"show", what, "as", "json"};
    Ran ran =
        simulated
            .map(kernel -> on(kernel, show))
            .orElseGet(() -> Ran.live(folder.resolve("run"), show).ends(0));
    Map<String, Integer> all = new TreeMap<>();
    for (JsonElement element :
        JsonParser.parseString(ran.output()).getAsJsonObject().getAsJsonArray(what)) {
      JsonObject entry = element.getAsJsonObject();
      if (entry.get("client").getAsString().startsWith(place.clients())) {
        Arrays.asList("clientPort", "state", "expiresSeconds").forEach(entry::remove);
        all.merge(entry.toString(), 1, Integer::sum);
      }
    }
    return all;
  }
}
