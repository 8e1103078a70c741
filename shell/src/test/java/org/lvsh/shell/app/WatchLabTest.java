package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code watch} shows of real clients is what the kernel's own table says of them. */
@Tag("lab")
final class WatchLabTest extends PacketsLab {
  private static final Pattern SHARE =
      Pattern.compile(
          "(?m)^(?:all|web|shop) +(192\\.168\\.1\\.\\d) +\\d+ +\\d+% +\\S+ +(\\d+) +(\\d+)%");
  private static final int RENEWAL_SECONDS = 60;
  private static final int PERCENT = 100;
  private static final int FULL_CLIENTS = 50;

  private void apply(Place place, String service) throws IOException {
    apply(
        place.said(
            """
            service %s wlc
              server 192.168.1.2 weight 4 direct
              server 192.168.1.3 weight 2 direct
            """
                .formatted(service)));
  }

  private List<JsonObject> watched(String said) {
    String[] statement = said.split(" ", -1);
    return Machine.thisOne(folder.resolve("run"))
        .clock(Clock.systemUTC())
        .run(statement)
        .ends(0)
        .lines()
        .stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private static String text(JsonObject object, String field) {
    return object.get(field).getAsString();
  }

  /** Each client with its server. */
  private static Map<String, String> servers(List<Template> templates) {
    Map<String, String> servers = new TreeMap<>();
    templates.forEach(template -> servers.put(template.client(), template.server()));
    return servers;
  }

  /** With the quick counts the one on a mark, which has the most to be found out. */
  static Stream<Arguments> setUps() {
    Stream<Arguments> shop =
        Stream.of(Arguments.of(247, "shop", "shop on 192.168.0.1 ports 22,80,443 sticky 600s"));
    return CLIENTS < FULL_CLIENTS
        ? shop
        : Stream.concat(
            Stream.of(
                Arguments.of(245, "all", "all on 192.168.0.1 ports any sticky 600s"),
                Arguments.of(246, "web", "web on 192.168.0.1 port 22 sticky 600s")),
            shop);
  }

  @ParameterizedTest
  @MethodSource("setUps")
  void namesServersHeldTemplatesAndSharesAreThoseOfTheTable(int number, String name, String service)
      throws IOException {
    Place place = new Place(Route.IPV4_DIRECT, number);
    apply(place, service);
    try (HeldClients clients = HeldClients.of(place, CLIENTS)) {
      Map<String, String> table = servers(Template.at(place));
      assertEquals(CLIENTS, table.size());
      List<JsonObject> watched =
          watched("watch templates for %s as json count %d".formatted(name, CLIENTS));
      assertEquals(
          table,
          watched.stream()
              .collect(
                  Collectors.toMap(
                      one -> text(one, "client"),
                      one -> text(one, "server"),
                      (one, other) -> one,
                      TreeMap::new)),
          watched::toString);
      for (JsonObject template : watched) {
        assertEquals(name, text(template, "service"));
        assertEquals("1", text(template, "connections"));
        assertEquals("will-be", text(template, "held"), "its connection has 900 s");
      }
      assertShares(name, table);
      assertEquals(CLIENTS, clients.speak().size());
    }
  }

  private void assertShares(String name, Map<String, String> table) throws IOException {
    try (Tmux tmux = new Tmux(folder, 100, 40)) {
      tmux.line("sh " + Tmux.script(folder, "", "watch", "service", name));
      String screen = tmux.await(seen -> seen.contains("HELD"));
      Map<String, Integer> shown = new TreeMap<>();
      Matcher line = SHARE.matcher(screen);
      while (line.find()) {
        int clients = Integer.parseInt(line.group(2));
        shown.put(line.group(1), clients);
        assertEquals(
            Math.round((double) clients * PERCENT / CLIENTS), Long.parseLong(line.group(3)));
      }
      Map<String, Integer> counted = new TreeMap<>();
      table.values().forEach(server -> counted.merge(server, 1, Integer::sum));
      assertEquals(counted, shown, screen);
      tmux.keys("q");
    }
  }

  @Test
  @Tag("lab-full")
  void aTemplateThatIsKeptPastItsTimeIsSeen() throws IOException {
    Place place = new Place(Route.IPV4_DIRECT, 248);
    apply(place, "web on 192.168.0.1 port 22 sticky 65s");
    try (HeldClients clients = HeldClients.of(place, 1)) {
      List<JsonObject> watched = watched("watch templates for web as json for 80s");
      assertEquals("will-be", text(watched.get(0), "held"));
      JsonObject last = watched.get(watched.size() - 1);
      assertEquals("past", text(last, "held"), watched::toString);
      assertTrue(last.get("expiresSeconds").getAsInt() <= RENEWAL_SECONDS);
      assertTrue(Template.at(place).get(0).seconds() <= RENEWAL_SECONDS);
      clients.speak();
    }
  }
}
