package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests of the director itself to a VIP that it holds: they pass the output hook, and marks are
 * given there too.
 *
 * <p>Masqueraded they work, but only from another address than the VIP. Left alone, Linux takes the
 * VIP as the source of what goes to it, and the real servers, which hold it as well, answer
 * themselves. With direct routing they never work: the answer comes from the VIP, and a packet that
 * comes in with an address of the machine's own as its source is dropped ({@code
 * fib_validate_source}).
 */
@Tag("lab")
final class OwnPacketsLabTest extends PacketsLab {
  private static final int NO_ANSWER = 28;

  @ParameterizedTest
  @CsvSource({
    "IPV4_MASQUERADE, nftables, 200",
    "IPV6_MASQUERADE, nftables, 200",
    "IPV4_MASQUERADE, iptables, 210",
    "IPV6_MASQUERADE, iptables, 210"
  })
  void masqueradedRequestsOfTheDirectorLandOnOneServer(Route route, String firewall, int number)
      throws IOException {
    Place place = Place.of(route, number);
    apply(firewall, place.said(Project.text("scripts/examples/shop.lvs")));
    Command asked = ask(place, "http", "https", "http", "https");
    assertEquals(0, asked.status(), asked::output);
    List<String> servers = asked.output().lines().map(line -> line.split(" ", 2)[0]).toList();
    assertEquals(4, servers.size());
    assertEquals(1, Set.copyOf(servers).size(), servers::toString);
    System.out.printf("the director's own, %s, %s: 4 requests%n", route, firewall);
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"IPV4_DIRECT", "IPV6_DIRECT"})
  void directlyRoutedRequestsOfTheDirectorGetNoAnswer(Route route) throws IOException {
    Place place = Place.of(route, 220);
    apply(place.said(Project.text("scripts/examples/port-persistence.lvs")));
    assertEquals(NO_ANSWER, ask(place, "http").status());
  }

  /** One program asks for all of it, each time with a connection of its own. */
  private static Command ask(Place place, String... schemes) {
    String from = "host!" + place.route().director();
    List<String> words = List.of("curl", "-s", "-k", "--connect-timeout", "5", "--interface", from);
    return Command.run(
        Stream.concat(words.stream(), Stream.of(schemes).map(place::url)).toArray(String[]::new));
  }
}
