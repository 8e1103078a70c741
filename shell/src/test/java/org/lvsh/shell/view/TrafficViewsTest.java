package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.Counters;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerStatistics;
import org.lvsh.shell.compile.Entries;
import org.lvsh.shell.compile.NamedConnection;
import org.lvsh.shell.compile.ServiceTraffic;

/** Counters, rates, connections and templates in each form. */
class TrafficViewsTest {
  private static final Counters MANY =
      new Counters(1_234, 56_789, 43_210, 98_765_432_109L, -1, 12, 345, 234, 67_890, 4_567);

  private static List<ServiceTraffic> traffic() {
    return List.of(
        new ServiceTraffic("quiet", ServerStatistics.NONE, Map.of()),
        new ServiceTraffic(
            "shop",
            new ServerStatistics(MANY, 17, 1_000, 3),
            new TreeMap<>(
                Map.of(
                    "10.1.0.1", new ServerStatistics(MANY, 17, 0, 3),
                    "10.1.0.2:8080", new ServerStatistics(Counters.NONE, 0, 1_000, 0)))),
        new ServiceTraffic("web", ServerStatistics.ofConnections(5, 6), Map.of()));
  }

  private static NamedConnection named(Connection connection, String service) {
    return new NamedConnection(connection, Optional.of(service));
  }

  private static NamedConnection unnamed(Connection connection) {
    return new NamedConnection(connection, Optional.empty());
  }

  private static List<NamedConnection> connections() {
    return List.of(
        named(Entries.tcp("203.0.113.7", 40_000, "192.0.2.1", 80, "10.1.0.1", 8080), "shop"),
        unnamed(Entries.entry(17, "203.0.113.7", 53, "192.0.2.1", 53, "10.1.0.1", 53, "UDP")),
        named(
            Entries.tcp("2001:db8:9::7", 40_000, "2001:db8::1", 443, "2001:db8:1::1", 443),
            "shop"));
  }

  private static List<NamedConnection> templates() {
    return List.of(
        named(Entries.template("203.0.113.0", "192.0.2.1", 80, "10.1.0.1", 8080), "web"),
        named(Entries.markTemplate("203.0.113.7", "0.0.3.232", "10.1.0.1"), "shop"),
        unnamed(Entries.markTemplate("2001:db8:9::", "0:a::", "2001:db8:1::1")));
  }

  /** What a client sent must not reach a terminal as it is. */
  private static NamedConnection call() {
    return named(
        new Connection(
            17,
            IpAddress.of("203.0.113.7"),
            0,
            IpAddress.of("192.0.2.1"),
            5060,
            IpAddress.of("10.1.0.1"),
            5060,
            "NONE",
            Duration.ofMinutes(5),
            "sip \u001B[31mabc@host"),
        "phones");
  }

  private static void json(String name, List<Line> lines) throws IOException {
    assertTrue(JsonParser.parseString(Golden.text(lines)).isJsonObject());
    Golden.check(name, Golden.text(lines));
  }

  @Test
  void tables() throws IOException {
    TrafficTableView view = new TrafficTableView();
    Golden.check("stats-as-a-table.txt", Golden.text(view.stats(traffic())));
    Golden.check("rates-as-a-table.txt", Golden.text(view.rates(traffic())));
    Golden.check(
        "connections-as-a-table.txt", Golden.text(view.connections(connections()).toList()));
    Golden.check("templates-as-a-table.txt", Golden.text(view.templates(templates()).toList()));
  }

  @Test
  void whatAPersistenceEngineKeepsIsShownWithoutItsControlCharacters() {
    String shown =
        Golden.text(
            new TrafficTableView()
                .templates(
                    List.of(call(), named(Entries.template("::7", "::1", 1, "::2", 1), "other")))
                .toList());
    assertTrue(shown.lines().findFirst().orElseThrow().endsWith("ENGINE"), shown);
    assertTrue(shown.contains("abc@host"), shown);
    assertTrue(shown.chars().noneMatch(each -> each == 0x1B), shown);
    assertTrue(shown.endsWith("-\n"), shown);
  }

  @Test
  void tablesOfNothingSaySo() {
    TrafficTableView view = new TrafficTableView();
    assertEquals("no services\n", Golden.text(view.stats(List.of())));
    assertEquals("no services\n", Golden.text(view.rates(List.of())));
    assertEquals("no connections\n", Golden.text(view.connections(List.of()).toList()));
    assertEquals("no templates\n", Golden.text(view.templates(List.of()).toList()));
  }

  @Test
  void jsonDocuments() throws IOException {
    TrafficJsonView view = new TrafficJsonView(List.of());
    json("stats-as-json.json", view.stats(traffic()));
    json("rates-as-json.json", view.rates(traffic()));
    json("connections-as-json.json", view.connections(connections()).toList());
    json("templates-as-json.json", view.templates(templates()).toList());
  }

  @Test
  void jsonSaysWhatIsMissingAndWhatAnEngineKeeps() {
    String shown =
        Golden.text(new TrafficJsonView(List.of("not all")).templates(List.of(call())).toList());
    assertTrue(shown.contains("\"incomplete\": [\n    \"not all\"\n  ]"), shown);
    assertTrue(shown.contains("\"engineData\": \"sip \\u001b[31mabc@host\""), shown);
  }
}
