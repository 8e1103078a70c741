package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.kernel.model.ServiceStatistics;
import org.lvsh.shell.compile.Entries;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** Which rows {@code show} has, and in which order. */
class ShowRowsTest {
  private static final String SERVICES =
      """
      service api on 192.168.0.2 port 8080
        server 192.168.1.3 weight 1
        server 192.168.1.2 weight 9
      service net on 192.168.0.3 port 80 sticky 300s per /24
        server 192.168.1.2 weight 5
      service web on 192.168.0.1 ports 80,443 sticky 600s
        server 192.168.1.4 weight 2
        server 192.168.1.2 weight 7
      """;

  @TempDir Path folder;
  private final LiveLike kernel = new LiveLike();

  @BeforeEach
  void apply() throws IOException {
    Path file = Files.writeString(folder.resolve("services.lvs"), SERVICES);
    lvsh("--yes", "apply", file.toString()).ends(0);
    kernel.with(
        entry("203.0.113.7", 40_001, "192.168.0.2", 8080, "192.168.1.3", 9),
        entry("203.0.113.9", 40_000, "192.168.0.1", 443, "192.168.1.4", 7),
        entry("198.51.100.1", 40_000, "192.168.0.1", 80, "192.168.1.2", 8),
        entry("203.0.113.0", 0, "192.168.0.3", 80, "192.168.1.2", 5),
        entry("203.0.112.0", 0, "192.168.0.3", 80, "192.168.1.2", 6),
        markTemplate("203.0.113.9", "192.168.1.4"));
    kernel.counting(Scene.tcp("192.168.0.2", 8080), counted(8080, 10, 20));
    kernel.counting(Scene.tcp("192.168.0.3", 80), counted(80, 30, 1));
  }

  private static Connection entry(
      String client, int clientPort, String vip, int port, String server, int seconds) {
    Connection plain = Entries.tcp(client, clientPort, vip, port, server, port);
    return new Connection(
        plain.protocol(),
        plain.client(),
        plain.clientPort(),
        plain.virtualAddress(),
        plain.virtualPort(),
        plain.server(),
        plain.serverPort(),
        plain.state(),
        Duration.ofSeconds(seconds),
        "");
  }

  private static Connection markTemplate(String client, String server) {
    return Entries.markTemplate(client, "0.0.3.232", server);
  }

  /** The first server has had this, the second one twice as much. */
  private static ServiceStatistics counted(int port, long connections, long packets) {
    ServerStatistics one = statistics(connections, packets);
    ServerStatistics two = statistics(2 * connections, 2 * packets);
    Map<ServerKey, ServerStatistics> servers =
        port == 80
            ? Map.of(new ServerKey(IpAddress.of("192.168.1.2"), port), one)
            : ImmutableMap.of(
                new ServerKey(IpAddress.of("192.168.1.3"), port), one,
                new ServerKey(IpAddress.of("192.168.1.2"), port), two);
    return new ServiceStatistics(one.counters(), servers);
  }

  private static ServerStatistics statistics(long connections, long packets) {
    return new ServerStatistics(
        new Counters(connections, packets, packets, 0, 0, connections, packets, packets, 0, 0),
        connections,
        packets,
        0);
  }

  private Ran lvsh(String... words) {
    return Ran.on(kernel, folder.resolve("run"), words);
  }

  private Ran show(String words) {
    return lvsh(("show " + words).split(" "));
  }

  /** The cells of one column, by its heading. */
  private List<String> column(String words, String heading) {
    List<String> lines = show(words).ends(0).lines();
    int at = List.of(lines.get(0).split(" +", -1)).indexOf(heading);
    assertTrue(at >= 0, () -> "no " + heading + " in " + lines.get(0));
    return lines.stream().skip(1).map(line -> line.split(" +", -1)[at]).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connections | 198.51.100.1:40000 203.0.113.9:40000 203.0.113.7:40001",
        "connections for api | 203.0.113.7:40001",
        "connections for web | 198.51.100.1:40000 203.0.113.9:40000",
        "connections from 203.0.113.0/24 | 203.0.113.9:40000 203.0.113.7:40001",
        "connections from 203.0.113.9 | 203.0.113.9:40000",
        "connections from 203.0.113.9 for api | ''",
        "connections by client | 198.51.100.1:40000 203.0.113.7:40001 203.0.113.9:40000",
        "connections by client reversed | 203.0.113.9:40000 203.0.113.7:40001 198.51.100.1:40000",
        "connections by service | 203.0.113.7:40001 198.51.100.1:40000 203.0.113.9:40000",
        "connections by server | 198.51.100.1:40000 203.0.113.7:40001 203.0.113.9:40000",
        "connections by expires | 203.0.113.9:40000 198.51.100.1:40000 203.0.113.7:40001",
        "connections by virtual | 198.51.100.1:40000 203.0.113.9:40000 203.0.113.7:40001",
        "connections by state | 198.51.100.1:40000 203.0.113.9:40000 203.0.113.7:40001",
        "templates | 203.0.113.9 203.0.112.0 203.0.113.0",
        "templates by expires | 203.0.113.0 203.0.112.0 203.0.113.9",
        "templates for net by client reversed | 203.0.113.0 203.0.112.0",
      })
  void entries(String words, String clients) {
    if (clients.isEmpty()) {
      assertEquals("no connections\n", show(words).ends(0).output());
    } else {
      assertEquals(List.of(clients.split(" ")), column(words, "CLIENT"));
    }
  }

  /** A template holds for a whole network, and so for each client from there. */
  @Test
  void aTemplateIsFoundByEachClientThatItHoldsFor() {
    assertEquals(List.of("203.0.113.0"), column("templates from 203.0.113.77", "CLIENT"));
    assertEquals(
        List.of("203.0.113.9", "203.0.113.0"), column("templates from 203.0.113.9", "CLIENT"));
    assertEquals(
        List.of("203.0.113.9", "203.0.112.0", "203.0.113.0"),
        column("templates from 203.0.112.0/23", "CLIENT"));
    show("templates from 2001:db8::/32").ends(0).says("no templates");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "servers | 1 9 5 2 7",
        "servers for web | 2 7",
        "servers by weight | 9 7 5 2 1",
        "servers by weight reversed | 1 2 5 7 9",
        "servers by server | 9 5 7 1 2",
        "servers by service reversed for api | 1 9",
      })
  void servers(String words, String weights) {
    assertEquals(
        List.of(weights.split(" ")).stream().sorted().toList(),
        column(words, "WEIGHT").stream().sorted().toList());
    if (words.contains("by weight") || words.contains("by server")) {
      assertEquals(List.of(weights.split(" ")), column(words, "WEIGHT"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stats | api api api net net web web web",
        "stats by connections | net net api api api web web web",
        "stats by packets | api api api net net web web web",
        "stats by service reversed | web web web net net api api api",
        "stats by active | api api api net net web web web",
        "stats by inactive | api api api net net web web web",
        "stats by persistent reversed for net | net net",
        "stats by bytes for api | api api api",
        "rates by connections | net net api api api web web web",
        "rates by packets reversed | web web web net net api api api",
        "rates for web | web web web",
      })
  void counters(String words, String services) {
    assertEquals(List.of(services.split(" ")), column(words, "SERVICE"));
  }

  @Test
  void serversOfAServiceAreSortedToo() {
    assertEquals(
        List.of("(all)", "192.168.1.2", "192.168.1.3"),
        column("stats for api by connections", "SERVER"));
    assertEquals(
        List.of("(all)", "192.168.1.3", "192.168.1.2"),
        column("stats for api by connections reversed", "SERVER"));
  }

  @Test
  void marksOfOneService() {
    assertEquals(List.of("web", "web"), column("marks for web", "SERVICE"));
    show("marks for api").ends(0).says("no mark rules");
  }

  @Test
  void jsonHasTheSameRows() {
    String shown = show("connections from 203.0.113.0/24 by client reversed as json").output();
    JsonArray all = JsonParser.parseString(shown).getAsJsonObject().getAsJsonArray("connections");
    assertEquals(
        List.of("203.0.113.9", "203.0.113.7"),
        StreamSupport.stream(all.spliterator(), false)
            .map(one -> one.getAsJsonObject().get("client").getAsString())
            .toList());
    assertEquals(
        new JsonArray(),
        JsonParser.parseString(show("templates for api as json").output())
            .getAsJsonObject()
            .get("templates"));
  }

  @Test
  void otherFormsOfServers() {
    assertEquals(
        List.of(
            "add server 192.168.1.2 weight 9 direct to api",
            "add server 192.168.1.3 weight 1 direct to api"),
        show("servers for api by weight as lvs").ends(0).lines());
    assertEquals(2, show("servers for web as ipvsadm").ends(0).lines().size());
    show("servers by weight as ipvsadm").ends(1).tells("sort them as table, json or lvs");
  }

  @ParameterizedTest
  @CsvSource({"connections", "templates", "stats", "rates", "servers", "marks"})
  void aServiceThatIsNotThereIsTold(String subject) {
    show(subject + " for wbe")
        .ends(1)
        .tells("there is no service wbe")
        .tells("did you mean 'web'?");
  }

  /** Comes without being kept, as from a live kernel. */
  private static final class Busy extends LiveLike {
    static final int ENTRIES = 200_000;

    @Override
    public void connections(Consumer<Connection> each) {
      for (int at = 0; at < ENTRIES; at++) {
        String client = "10.%d.%d.%d".formatted(at >> 16 & 255, at >> 8 & 255, at & 255);
        each.accept(entry(client, 40_000, "192.168.0.1", 80, "192.168.1.2", at % 900));
      }
    }
  }

  @Test
  void aTableOf200000EntriesIsShownWhole() {
    LiveLike busy = new Busy();
    Ran.on(busy, folder.resolve("busy"), "--yes", "service a on 192.168.0.1 port 80").ends(0);
    Ran all = Ran.on(busy, folder.resolve("busy"), "show", "connections", "by", "expires");
    assertEquals(1 + Busy.ENTRIES, all.ends(0).lines().size());
    assertEquals("", all.errors());
    Ran some = Ran.on(busy, folder.resolve("busy"), "show", "connections", "from", "10.0.1.0/24");
    assertEquals(1 + 256, some.ends(0).lines().size());
  }
}
