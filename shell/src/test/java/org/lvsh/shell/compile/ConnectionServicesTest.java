package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.shell.session.Scene;

/** Which service an entry of the connection table is taken for. */
class ConnectionServicesTest {
  private static final String CLIENT = "203.0.113.7";

  private static void belongs(String service, Connection connection, String... statements) {
    assertEquals(
        Optional.of(service),
        new ConnectionServices(Scene.empty().apply(statements).live()).name(connection));
  }

  private static void belongsToNone(Connection connection, String... statements) {
    assertEquals(
        Optional.empty(),
        new ConnectionServices(Scene.empty().apply(statements).live()).name(connection));
  }

  @Test
  void anExactPortComesBeforeAllPorts() {
    String[] both = {
      "service all on 192.0.2.1 ports any sticky 60s",
      "  server 10.1.0.1",
      "service web on 192.0.2.1 port 80",
      "  server 10.1.0.1"
    };
    belongs("web", Entries.tcp(CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80), both);
    belongs("all", Entries.tcp(CLIENT, 4000, "192.0.2.1", 81, "10.1.0.1", 81), both);
    belongs("web", Entries.template(CLIENT, "192.0.2.1", 80, "10.1.0.1", 80), both);
    belongs("all", Entries.template(CLIENT, "192.0.2.1", 0, "10.1.0.1", 0), both);
  }

  @Test
  void aMarkOfOursComesFirst() {
    String[] shop = {
      "service shop on 192.0.2.1,2001:db8::1 ports 80,8000-8010 tcp,udp",
      "  server 10.1.0.1",
      "  server 2001:db8:1::1",
      "service all on 192.0.2.1 ports any sticky 60s",
      "  server 10.1.0.1"
    };
    belongs("shop", Entries.tcp(CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80), shop);
    belongs("shop", Entries.tcp(CLIENT, 4000, "192.0.2.1", 8010, "10.1.0.1", 8010), shop);
    belongs("all", Entries.tcp(CLIENT, 4000, "192.0.2.1", 8011, "10.1.0.1", 8011), shop);
    belongs(
        "shop",
        Entries.tcp("2001:db8:9::1", 4000, "2001:db8::1", 8000, "2001:db8:1::1", 8000),
        shop);
    belongs("shop", Entries.entry(17, CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80, "UDP"), shop);
  }

  private static void hasServer(boolean expected, Connection connection, String... statements) {
    assertEquals(
        expected,
        new ConnectionServices(Scene.empty().apply(statements).live()).hasServer(connection));
  }

  @Test
  void aServerThatAnotherServiceHasIsNotItsOwn() {
    String[] two = {
      "service one on 192.0.2.1 port 80",
      "  server 10.1.0.1",
      "service two on 192.0.2.2 port 80",
      "  server 10.1.0.2",
      "service shop on 192.0.2.1 ports 81,82 sticky 60s",
      "  server 10.1.0.1",
      "service post on 192.0.2.1 ports 25,26 sticky 60s",
      "  server 10.1.0.2"
    };
    hasServer(true, Entries.tcp(CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80), two);
    hasServer(false, Entries.tcp(CLIENT, 4000, "192.0.2.2", 80, "10.1.0.1", 80), two);
    hasServer(true, Entries.tcp(CLIENT, 4000, "192.0.2.1", 25, "10.1.0.2", 25), two);
    hasServer(false, Entries.tcp(CLIENT, 4000, "192.0.2.1", 25, "10.1.0.3", 25), two);
    // 25 may have been one of shop's ports when it was made, as both are at one address.
    hasServer(true, Entries.tcp(CLIENT, 4000, "192.0.2.1", 25, "10.1.0.1", 25), two);
    // Nobody's any more, or perhaps of a mark whose rules have had this port.
    hasServer(false, Entries.tcp(CLIENT, 4000, "192.0.2.9", 80, "10.1.0.1", 80), two);
    hasServer(true, Entries.tcp(CLIENT, 4000, "192.0.2.1", 8080, "10.1.0.1", 8080), two);
  }

  @Test
  void dataConnectionsOfFtpHaveItsServer() {
    String[] ftp = {
      "service ftp on 192.0.2.1 port 21 sticky 60s", "  server 10.1.0.1 masquerade",
    };
    hasServer(true, Entries.tcp(CLIENT, 4000, "192.0.2.1", 20, "10.1.0.1", 20), ftp);
    hasServer(true, Entries.tcp(CLIENT, 4000, "192.0.2.1", 40000, "10.1.0.1", 40000), ftp);
    hasServer(false, Entries.tcp(CLIENT, 4000, "192.0.2.1", 40000, "10.1.0.2", 40000), ftp);
    hasServer(false, Entries.tcp(CLIENT, 4000, "192.0.2.1", 21, "10.1.0.2", 21), ftp);
  }

  @Test
  void aMarksTemplateSaysTheMark() {
    String[] marks = {
      "service four on mark 10", "  server 10.1.0.1", "service six on mark 10 ipv6"
    };
    belongs("four", Entries.markTemplate("203.0.113.0", "0.0.0.10", "10.1.0.1"), marks);
    belongs("six", Entries.markTemplate("2001:db8:9::", "0:a::", "2001:db8:1::1"), marks);
    belongsToNone(Entries.markTemplate("203.0.113.0", "0.0.0.11", "10.1.0.1"), marks);
  }

  @Test
  void theServerTellsWhoseItIs() {
    String[] both = {
      "service all on 192.0.2.1 ports any sticky 60s",
      "  server 10.1.0.1",
      "service web on 192.0.2.1 port 80",
      "  server 10.1.0.2"
    };
    belongs("all", Entries.tcp(CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80), both);
    belongs("web", Entries.tcp(CLIENT, 4000, "192.0.2.1", 80, "10.1.0.2", 80), both);
    belongs("web", Entries.tcp(CLIENT, 4000, "192.0.2.1", 80, "10.1.0.9", 80), both);
  }

  @Test
  void theDataOfFtpBelongsToIt() {
    String[] ftp = {"service ftp on 192.0.2.1 port 21 sticky 60s", "  server 10.1.0.1 masquerade"};
    belongs("ftp", Entries.tcp(CLIENT, 4000, "192.0.2.1", 20, "10.1.0.1", 20), ftp);
    belongs("ftp", Entries.tcp(CLIENT, 4000, "192.0.2.1", 30_000, "10.1.0.1", 30_000), ftp);
    belongs("ftp", Entries.template(CLIENT, "192.0.2.1", 0, "10.1.0.1", 0), ftp);
    belongsToNone(Entries.tcp(CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80), ftp);
  }

  @Test
  void aMarkOfOthersIsFoundByItsServer() {
    String[] one = {"service web on mark 10", "  server 10.1.0.1"};
    belongs("web", Entries.tcp(CLIENT, 4000, "192.0.2.9", 80, "10.1.0.1", 80), one);
    belongsToNone(Entries.tcp(CLIENT, 4000, "192.0.2.9", 80, "10.1.0.2", 80), one);
    belongsToNone(
        Entries.tcp(CLIENT, 4000, "192.0.2.9", 80, "10.1.0.1", 80),
        "service web on mark 10",
        "  server 10.1.0.1",
        "service mail on mark 11",
        "  server 10.1.0.1");
  }

  @Test
  void whatAnotherServiceHasLeftIsNotThatOfAMark() {
    String[] shop = {"service shop on 192.0.2.1 ports 80,443 sticky 60s", "  server 10.1.0.1"};
    belongsToNone(Entries.template(CLIENT, "192.0.2.2", 0, "10.1.0.1", 0), shop);
    belongsToNone(Entries.template(CLIENT, "192.0.2.1", 80, "10.1.0.1", 80), shop);
    belongsToNone(Entries.tcp(CLIENT, 4000, "192.0.2.2", 80, "10.1.0.1", 80), shop);
    // Its rules may have had this port before.
    belongs("shop", Entries.tcp(CLIENT, 4000, "192.0.2.1", 8080, "10.1.0.1", 8080), shop);
  }

  @Test
  void whatIsGoneBelongsToNone() {
    belongsToNone(Entries.tcp(CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80));
    belongsToNone(
        Entries.entry(17, CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80, "UDP"),
        "service web on 192.0.2.1 port 80",
        "  server 10.1.0.1");
    belongsToNone(
        Entries.entry(47, CLIENT, 4000, "192.0.2.1", 80, "10.1.0.1", 80, "NONE"),
        "service web on 192.0.2.1 port 80");
  }
}
