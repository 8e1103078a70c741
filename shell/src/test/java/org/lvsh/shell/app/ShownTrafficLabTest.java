package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lvsh shows of traffic is what the kernel's own table and ipvsadm say of it. */
@Tag("lab")
final class ShownTrafficLabTest extends PacketsLab {
  private static final int VISITORS = 3;
  private static final int PATIENCE_SECONDS = 30;
  private static final int INCOMING_PACKETS = 3;

  @ParameterizedTest
  @EnumSource(
      value = Route.class,
      names = {"IPV4_MASQUERADE", "IPV6_DIRECT"})
  void clientsAreShownOnTheirServersUnderTheNameOfTheService(Route route) throws IOException {
    Place place = Place.of(route, 230);
    apply(place.said(Project.text("scripts/examples/shop.lvs")));
    place.visit(1, VISITORS, "http", "https");

    List<JsonObject> connections = own(shown("connections"), "client", place);
    assertEquals(Template.connections(place), connections.size());
    assertEquals(2L * VISITORS, connections.size());
    assertEquals(Set.of("shop"), values(connections, "service"));
    assertEquals(Set.of("80", "443"), values(connections, "virtualPort"));

    List<JsonObject> templates = own(shown("templates"), "client", place);
    assertEquals(clients(place), values(templates, "client"));
    assertEquals(Set.of("shop"), values(templates, "service"));
    assertEquals(Set.of(Integer.toString(place.number())), values(templates, "mark"));
    templates.forEach(template -> assertTrue(template.get("expiresSeconds").getAsInt() <= 600));

    Lab.await("the counters", PATIENCE_SECONDS, () -> counted("connections") == 2L * VISITORS);
    assertEquals(VISITORS, counted("persistentConnections"));
    assertEquals(packetsByIpvsadm(), counted("incomingPackets"));
  }

  /** Of the only service that there is. */
  private static long packetsByIpvsadm() {
    String listed = Command.output("ipvsadm", "-Ln", "--stats", "--exact");
    String service =
        listed.lines().filter(line -> line.startsWith("FWM")).findFirst().orElseThrow();
    return Long.parseLong(service.replace(" IPv6", "").split(" +", -1)[INCOMING_PACKETS]);
  }

  private static Set<String> clients(Place place) {
    return Template.at(place).stream().map(Template::client).collect(Collectors.toSet());
  }

  private JsonArray shown(String what) {
    Ran ran = Ran.live(folder.resolve("run"), "show", what, "as", "json").ends(0);
    String content = what.equals("stats") ? "services" : what;
    return JsonParser.parseString(ran.output()).getAsJsonObject().getAsJsonArray(content);
  }

  private static List<JsonObject> own(JsonArray all, String field, Place place) {
    return StreamSupport.stream(all.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(one -> one.get(field).getAsString().startsWith(place.clients()))
        .toList();
  }

  private static Set<String> values(List<JsonObject> objects, String field) {
    Set<String> values = new TreeSet<>();
    objects.forEach(object -> values.add(object.get(field).getAsString()));
    return values;
  }

  private long counted(String field) {
    return shown("stats").get(0).getAsJsonObject().get(field).getAsLong();
  }
}
