package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.FirewallKind;

/**
 * The three persistence set-ups with real packets: who belongs together stays together, and the
 * clients spread by weight. The kernel's own table and ipvsadm have to say the same.
 */
@Tag("lab")
final class StickyPacketsLabTest extends PacketsLab {
  private static final String HEAVY = "192.168.1.2";
  private static final String LIGHT = "192.168.1.3";

  /**
   * How many clients wlc may be off. It takes the server with the fewest connections for its weight
   * ({@code ip_vs_wlc_schedule}), where one that is not closed yet counts as 256 closed ones
   * ({@code ip_vs_dest_conn_overhead}) and a template as none. With clients one after the other and
   * closed connections that stay for two minutes, that is two to one all the way; a client that
   * comes before the last one's FIN goes astray, and the next ones make up for it.
   */
  private static final int ASTRAY = 3;

  private static final Pattern PERSISTENT =
      Pattern.compile("-> \\[?(?:192\\.168\\.1\\.|fd00:1::)(\\d)\\]?:\\d+ +\\d+ +(\\d+)");

  /** The seed's files as they are, on its VIP. How the clients spread shows elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "client-persistence.lvs, nftables, http ssh http, 1",
    "port-persistence.lvs, nftables, http http http, 11",
    "shop.lvs, nftables, http https http, 21",
    "shop.lvs, iptables, http https http, 31"
  })
  void theSetUpsAsTheyAreKeepAClientOnOneServer(
      String file, String firewall, String schemes, int first) throws IOException {
    Place seed = new Place(Route.IPV4_DIRECT, 1);
    apply(firewall, Project.text("scripts/examples/" + file));
    Visits visits = seed.visit(first, first + 5, schemes.split(" ", -1));
    tell(file + " with " + firewall, seed, visits);
    assertEquals(Set.of(), visits.parted());
  }

  /** With the quick counts the two that have nothing in common. */
  static List<Route> routes() {
    return Lab.firewalls().contains(FirewallKind.IPTABLES)
        ? List.of(Route.values())
        : List.of(Route.IPV4_DIRECT, Route.IPV6_MASQUERADE);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void oneClientsHttpAndSshLandOnOneServer(Route route) throws IOException {
    Place place = Place.of(route, 100);
    apply(place.said(Project.text("scripts/examples/client-persistence.lvs")));
    Visits visits = place.visit(1, CLIENTS, "http", "ssh").and(place.visit(1, CLIENTS, "http"));
    tell("client persistence", place, visits);
    assertTogetherAndSpread(visits, place, List.of("-t", service(place, 0)));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void oneClientsRepeatedRequestsLandOnOneServer(Route route) throws IOException {
    Place place = Place.of(route, 110);
    apply(place.said(Project.text("scripts/examples/port-persistence.lvs")));
    Visits visits = place.visit(1, CLIENTS, "http").and(place.visit(1, CLIENTS, "http"));
    tell("port persistence", place, visits);
    assertTogetherAndSpread(visits, place, List.of("-t", service(place, 80)));
  }

  /** With the quick counts iptables has one route. */
  static List<Arguments> routesAndFirewalls() {
    List<Arguments> all = new ArrayList<>();
    for (Route route : routes()) {
      all.add(Arguments.of(route, NFTABLES, 120));
      if (route == Route.IPV6_MASQUERADE || Lab.firewalls().contains(FirewallKind.IPTABLES)) {
        all.add(Arguments.of(route, IPTABLES, 130));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("routesAndFirewalls")
  void browsingAndPayingLandOnOneServer(Route route, String firewall, int number)
      throws IOException {
    Place place = Place.of(route, number);
    apply(firewall, place.said(Project.text("scripts/examples/shop.lvs")));
    Visits visits = PartingPacketsLabTest.browseAndPay(place, CLIENTS);
    tell("firewall mark with " + firewall, place, visits);
    List<String> mark = List.of("-f", String.valueOf(place.number()));
    assertTogetherAndSpread(visits, place, route.isIpv6() ? with(mark, "-6") : mark);
  }

  /** wrr gives out clients in rounds: by weights of 4 and 2, two and one of every three. */
  @Test
  void wrrSpreadsClientsInExactRounds() throws IOException {
    int rounds = (CLIENTS + 2) / 3;
    Place place = Place.of(Route.IPV4_DIRECT, 140);
    apply(place.said(Project.text("scripts/examples/port-persistence.lvs").replace("wlc", "wrr")));
    Visits visits = place.visit(1, 3 * rounds, "http").and(place.visit(1, 3 * rounds, "http"));
    tell("wrr", place, visits);
    assertEquals(Set.of(), visits.parted());
    assertEquals(Map.of(HEAVY, 2 * rounds, LIGHT, rounds), visits.share());
    List<String> servers = List.copyOf(visits.first().values());
    for (int round = 0; round < rounds; round++) {
      List<String> three = servers.subList(3 * round, 3 * round + 3);
      assertEquals(1, three.stream().filter(LIGHT::equals).count(), servers::toString);
    }
  }

  private static List<String> with(List<String> words, String more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }

  private static String service(Place place, int port) {
    String vip = place.vip();
    return (vip.contains(":") ? "[" + vip + "]" : vip) + ":" + port;
  }

  private static void assertTogetherAndSpread(Visits visits, Place place, List<String> service) {
    assertEquals(Set.of(), visits.parted());
    int heavy = visits.share().getOrDefault(HEAVY, 0);
    assertTrue(Math.abs(heavy - CLIENTS * 4.0 / 6) <= ASTRAY, () -> "" + visits.share());
    assertEquals(CLIENTS - heavy, visits.share().get(LIGHT));
    Map<String, String> templates =
        Template.at(place).stream().collect(Collectors.toMap(Template::client, Template::server));
    assertEquals(visits.first(), templates);
    assertEquals(visits.share(), persistent(service));
  }

  /** The templates of each server as ipvsadm counts them. */
  private static Map<String, Integer> persistent(List<String> service) {
    String[] words =
        Stream.concat(Stream.of("ipvsadm", "-L", "-n", "--persistent-conn"), service.stream())
            .toArray(String[]::new);
    Matcher line = PERSISTENT.matcher(Command.output(words));
    Map<String, Integer> servers = new TreeMap<>();
    while (line.find()) {
      servers.put("192.168.1." + line.group(1), Integer.valueOf(line.group(2)));
    }
    return servers;
  }
}
