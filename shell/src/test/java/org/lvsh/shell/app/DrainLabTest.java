package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A server of a Linux director that is drained and put back, and its clients meanwhile. */
@Tag("lab")
final class DrainLabTest extends PacketsLab {
  private Ran lvsh(String firewall, String... words) {
    List<String> all = new ArrayList<>(List.of("--firewall", firewall, "--yes"));
    all.addAll(List.of(words));
    return Ran.live(folder.resolve("run"), all.toArray(String[]::new));
  }

  /** As ipvsadm says it. */
  private static String weight(String server) {
    return Lab.services().stream()
        .filter(line -> line.contains("-r " + server + ":"))
        .map(line -> line.replaceFirst(".* -w ", ""))
        .findFirst()
        .orElse("none");
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void theFormerWeightIsInTheKernelAndComesBack(String firewall) throws IOException {
    String shop = Project.text("scripts/examples/shop.lvs");
    apply(firewall, shop);
    List<String> before = Lab.services();
    lvsh(firewall, "drain", "192.168.1.2").ends(0).says("(drained since ");
    assertEquals("0", weight("192.168.1.2"));
    apply(firewall, shop);
    assertEquals("0", weight("192.168.1.2"));
    lvsh(firewall, "show", "servers").ends(0).says("weight 4 before");
    lvsh(firewall, "undrain", "192.168.1.2").ends(0);
    assertEquals(before, Lab.services());
    lvsh(firewall, "plan", folder.resolve("packets.lvs").toString()).ends(0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"IPV4_MASQUERADE"})
  void clientsAreCountedAndLeftInPeaceAndNewOnesGoElsewhere(Route route) throws IOException {
    Place place = Place.of(route, 205);
    apply(place.said(Project.text("scripts/examples/shop.lvs")));
    Visits first = place.visit(1, 6, "http");
    assertEquals(2, first.share().size(), first::toString);
    Ran drained = lvsh(NFTABLES, "drain", "192.168.1.2", "within", "2s").ends(1);
    assertTrue(
        drained.errors().matches("(?s).*after 2s there are .* and [1-6] templates? left.*"),
        drained::errors);
    Visits second = place.visit(1, 6, "http");
    assertEquals(first.first(), second.first());
    assertEquals(1, place.visit(20, 26, "http").share().size());
  }
}
