package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a plan says of clients, against the kernel's own table before, and against what then happens
 * to the clients.
 */
@Tag("lab")
final class ImpactLabTest extends PacketsLab {
  private static final boolean FULL = "full".equals(System.getProperty("lvsh.counts"));
  private static final int HELD = FULL ? 200 : 12;
  private static final String GONE = "192.168.1.3";

  private static final String WEB =
      """
      service web on 192.168.0.1 port 22 sticky 600s rr
        server 192.168.1.2 direct
        server 192.168.1.3 direct
      """;

  private static final String WITHOUT_ONE = WEB.replace("  server 192.168.1.3 direct\n", "");

  /** Keeps the hooks of its family, whatever becomes of the other. */
  private static String other(Place place) {
    return "service other on %s port 81\n  server %s %s\n"
        .formatted(
            place.route().isIpv6() ? "fd00::9" : "192.168.0.9",
            place.route().isIpv6() ? "fd00:1::2" : "192.168.1.2",
            place.route().forwarding());
  }

  @AfterEach
  void setTheKernelsOwnSetting() {
    set(0);
  }

  private static void set(int expireNodestConn) {
    Lab.bash("echo %d > /proc/sys/net/ipv4/vs/expire_nodest_conn".formatted(expireNodestConn));
  }

  private JsonObject planned(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("packets.lvs"), text);
    Ran ran =
        Ran.live(
            folder.resolve("run"),
            "--firewall",
            "nftables",
            "--prune",
            "plan",
            file.toString(),
            "as",
            "json");
    ran.ends(2);
    return JsonParser.parseString(ran.output()).getAsJsonObject().getAsJsonObject("impact");
  }

  private void applied(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("packets.lvs"), text);
    Ran.live(
            folder.resolve("run"),
            "--firewall",
            "nftables",
            "--yes",
            "--prune",
            "apply",
            file.toString())
        .ends(0);
  }

  /** What is said of connections or of templates, such as {@code cut 7 0}. */
  private static Set<String> said(JsonObject impact, String thing) {
    Set<String> said = new TreeSet<>();
    for (JsonElement element : impact.getAsJsonArray("effects")) {
      JsonObject effect = element.getAsJsonObject();
      if (effect.get("of").getAsString().equals(thing)) {
        String counts =
            thing.equals("templates")
                ? effect.get("templates").getAsString()
                : effect.get("active").getAsString() + " " + effect.get("inactive").getAsString();
        said.add(effect.get("fate").getAsString() + " " + counts);
      }
    }
    return said;
  }

  private static Map<String, String> fates(Collection<String> clients, String fate) {
    return clients.stream().collect(Collectors.toMap(client -> client, client -> fate));
  }

  /** Route, {@code expire_nodest_conn}, what is said, what is found. */
  static Stream<Arguments> removedServers() {
    return countedRows(
        Arguments.of(Route.IPV4_DIRECT, 1, "cut", "reset"),
        Arguments.of(Route.IPV6_MASQUERADE, 0, "stranded", "silent"),
        Arguments.of(Route.IPV4_DIRECT, 0, "stranded", "silent"),
        Arguments.of(Route.IPV6_MASQUERADE, 1, "cut", "reset"));
  }

  /** Whether there is another service as well, and the same. */
  static Stream<Arguments> removedServices() {
    return countedRows(
        Arguments.of(Route.IPV4_DIRECT, true, 0, "stranded", "silent"),
        Arguments.of(Route.IPV4_DIRECT, false, 0, "cut", "reset"),
        Arguments.of(Route.IPV4_DIRECT, true, 1, "cut", "reset"),
        Arguments.of(Route.IPV6_DIRECT, false, 0, "cut", "reset"));
  }

  /** With the quick counts the first two. */
  private static Stream<Arguments> countedRows(Arguments... rows) {
    return Stream.of(rows).limit(FULL ? rows.length : 2);
  }

  @ParameterizedTest
  @MethodSource("removedServers")
  void whatIsSaidOfARemovedServersClientsIsWhatHappensToThem(
      Route route, int expireNodestConn, String fate, String found) throws IOException {
    Place place = Place.of(route, 200 + 5 * expireNodestConn);
    apply(place.said(WEB));
    set(expireNodestConn);
    try (HeldClients clients = HeldClients.of(place, HELD)) {
      Map<String, String> connected = Template.established(place);
      assertEquals(HELD, connected.size());
      Set<String> lost = on(connected, GONE);
      assertEquals(HELD / 2, lost.size());
      long templates = Template.at(place).stream().filter(one -> one.server().equals(GONE)).count();

      JsonObject impact = planned(place.said(WITHOUT_ONE));
      assertEquals(Set.of(fate + " " + lost.size() + " 0"), said(impact, "connections"));
      assertEquals(Set.of("moved " + templates), said(impact, "templates"));
      assertEquals(lost.size(), impact.get("active").getAsInt());
      assertEquals(templates, impact.get("templates").getAsInt());

      applied(place.said(WITHOUT_ONE));
      Map<String, String> expected = new TreeMap<>(fates(connected.keySet(), "alive"));
      expected.putAll(fates(lost, found));
      assertEquals(expected, clients.speak());
    }
    Visits again = place.visit(1, HELD, "ssh");
    assertEquals(Set.of("192.168.1.2"), again.share().keySet());
    tell(fate, place, again);
  }

  private static Set<String> on(Map<String, String> connected, String server) {
    return connected.keySet().stream()
        .filter(client -> connected.get(client).equals(server))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("removedServices")
  void whatIsSaidOfARemovedServicesClientsIsWhatHappensToThem(
      Route route, boolean another, int expireNodestConn, String fate, String found)
      throws IOException {
    Place place = Place.of(route, 210 + 4 * expireNodestConn + (another ? 1 : 0));
    String rest = another ? other(place) : "remove service web\n";
    apply(place.said(WEB) + (another ? other(place) : ""));
    set(expireNodestConn);
    try (HeldClients clients = HeldClients.of(place, HELD)) {
      Set<String> connected = Template.established(place).keySet();
      assertEquals(HELD, connected.size());

      JsonObject impact = planned(rest);
      assertEquals(Set.of(fate + " " + HELD + " 0"), said(impact, "connections"));
      assertEquals(Set.of("cut " + HELD), said(impact, "templates"));

      applied(rest);
      assertEquals(fates(connected, found), clients.speak());
    }
  }

  /** While others come and go all the time. */
  @Test
  void whatTouchesNobodyLosesNoConnectionAndNoRequest() throws IOException {
    Place place = Place.of(Route.IPV4_DIRECT, 240);
    String one = place.said(WITHOUT_ONE.replace("port 22", "ports 22,80 mark 10"));
    String two = place.said(WEB.replace("port 22", "ports 22,80 mark 10"));
    apply(one);
    Path stop = folder.resolve("stop");
    Path visited = folder.resolve("visited");
    Process visitors =
        new ProcessBuilder(
                "bash",
                "-euo",
                "pipefail",
                "-c",
                "while ! test -e \"$1\"; do scripts/lab.d/visit \"$2\" \"$3\"; done",
                "visitors",
                stop.toString(),
                place.clients() + "221-240",
                place.url("http"))
            .directory(Project.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(visited.toFile())
            .start();
    try (HeldClients clients = HeldClients.of(place, HELD)) {
      for (String text : changes(two)) {
        JsonObject impact = planned(text);
        assertEquals(0, impact.getAsJsonArray("effects").size(), impact::toString);
        applied(text);
        // The same again changes nothing, and touches nobody either.
        applied(text);
        long seen = Files.readString(visited).lines().count();
        Lab.await("more visitors", () -> lines(visited) > seen + 3);
      }
      Set<String> connected = Template.established(place).keySet();
      connected.removeIf(client -> client.matches(".*\\.2[2-4][0-9]"));
      assertEquals(HELD, connected.size());
      assertEquals(fates(connected, "alive"), clients.speak());
    } finally {
      Files.createFile(stop);
    }
    assertEquals(0, ended(visitors), () -> read(visited));
    Visits visits = Visits.read(read(visited));
    assertTrue(visits.answers().size() > 20);
    tell("changes that touch nobody", place, visits);
  }

  /** Each of these on top of the one before. */
  private static Collection<String> changes(String two) {
    String heavier = two.replace("192.168.1.2 direct", "192.168.1.2 weight 5 direct");
    return List.of(two, heavier, heavier.replace(" rr", " wlc"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static long lines(Path file) {
    return read(file).lines().count();
  }

  private static int ended(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
