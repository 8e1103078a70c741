package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What stickiness is good for: real packets of one client that part without it, or when it ends.
 */
@Tag("lab")
final class PartingPacketsLabTest extends PacketsLab {
  private static final int PATIENCE_SECONDS = 40;

  private static final String SERVERS =
      """
        server 192.168.1.2 weight 4 direct
        server 192.168.1.3 weight 2 direct
      """;

  private static final String WITHOUT_STICKINESS =
      "service web on 192.168.0.1 port 80 wlc\n" + SERVERS;

  private static final String APART =
      "service web on 192.168.0.1 port 80 sticky 600s wlc\n"
          + SERVERS
          + "service till on 192.168.0.1 port 443 sticky 600s wlc\n"
          + SERVERS;

  private static final String SHORT =
      "service web on 192.168.0.1 port 80 sticky 5s wlc\n" + SERVERS;

  @AfterEach
  void setTheKernelsOwnTimeouts() {
    Command.output("ipvsadm", "--set", "900", "120", "300");
  }

  /**
   * All clients browse one after the other, and then they pay, but not in the order in which they
   * came: a scheduler that gave out servers in the same order twice would else hide a parting. With
   * weights of 4 and 2 it begins anew after three clients, so the rotation is no multiple of three.
   */
  static Visits browseAndPay(Place place, int clients) {
    int middle = clients / 6 * 3 + 1;
    return place
        .visit(1, clients, "http")
        .and(place.visit(middle + 1, clients, "https"))
        .and(place.visit(1, middle, "https"));
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void withoutStickinessOneClientsRequestsLandOnBothServers(Route route) throws IOException {
    Place place = Place.of(route, 150);
    apply(place.said(WITHOUT_STICKINESS));
    String[] requests = new String[12];
    Arrays.fill(requests, "http");
    Visits visits = place.visit(1, 1, requests);
    tell("without stickiness", place, visits);
    assertEquals(1, visits.parted().size());
    assertEquals(List.of(), Template.at(place));
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void withBrowsingAndPayingDeclaredApartSomeClientsPart(Route route) throws IOException {
    Place place = Place.of(route, 160);
    apply(place.said(APART));
    Visits visits = browseAndPay(place, CLIENTS);
    tell("80 and 443 declared apart", place, visits);
    assertFalse(visits.parted().isEmpty());
    // Each of the two keeps its own clients all the same.
    assertEquals(2 * CLIENTS, Template.at(place).size());
  }

  @Test
  void aTemplateEndsWithItsTimeWhenNoConnectionIsLeft() throws IOException {
    Place place = Place.of(Route.IPV4_DIRECT, 170);
    // Closed connections go after a second, and hold no template any longer.
    Command.output("ipvsadm", "--set", "900", "1", "300");
    apply(place.said(SHORT));
    Visits visits = place.visit(1, 1, "http");
    assertEquals(visits.share().keySet(), servers(place));
    Lab.await(
        "the template ends",
        PATIENCE_SECONDS,
        () -> Template.connections(place) == 0 && Template.at(place).isEmpty());
    // The client is let in again, to whichever server it now is.
    assertEquals(1, place.visit(1, 1, "http").answers().size());
    tell("a template's end", place, visits);
  }

  /** The kernel then sets it to 60 s, again and again ({@code ip_vs_conn_expire}). */
  @Test
  void aTemplateOutlivesItsTimeWhileAConnectionIsOpen() throws IOException {
    Place place = Place.of(Route.IPV4_DIRECT, 180);
    apply(place.said(SHORT.replace("port 80", "port 22")));
    Process visitor =
        new ProcessBuilder(
                "scripts/lab.d/visit", "--hold", "120", place.clients() + "1", place.url("ssh"))
            .directory(Project.ROOT.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Lab.await(
          "the template is renewed",
          PATIENCE_SECONDS,
          () -> Template.at(place).stream().anyMatch(template -> template.seconds() > 5));
      assertEquals(1, Template.connections(place));
    } finally {
      visitor.destroy();
    }
  }

  private static Set<String> servers(Place place) {
    return Template.at(place).stream().map(Template::server).collect(Collectors.toSet());
  }
}
