package org.lvsh.shell.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.Snapshot;
import org.lvsh.shell.session.Scene;

class LastClientsTest {
  private static final int TCP = 6;

  private static Snapshot web(String... options) {
    String line = "service web on 10.0.0.1 port 80 " + String.join(" ", options);
    return Scene.empty().apply(line, "server 10.1.0.1", "server 10.1.0.2").live();
  }

  private static Connection connection(String client, int port, String server, int seconds) {
    return entry(client, port, server, seconds);
  }

  private static Connection template(String client, String server, int seconds) {
    return entry(client, 0, server, seconds);
  }

  private static Connection entry(String client, int port, String server, int seconds) {
    return new Connection(
        TCP,
        IpAddress.of(client),
        port,
        IpAddress.of("10.0.0.1"),
        80,
        IpAddress.of(server),
        80,
        "ESTABLISHED",
        Duration.ofSeconds(seconds),
        "");
  }

  private static Optional<Long> seconds(Snapshot snapshot, Connection... table) {
    LastClients last =
        new LastClients(
            snapshot, Set.of(new LastClients.ServerPlace("web", IpAddress.of("10.1.0.1"))));
    List.of(table).forEach(last);
    return last.earliestEnd().map(Duration::toSeconds);
  }

  @Test
  void withoutClientsThereIsNothingToWaitFor() {
    assertEquals(Optional.empty(), seconds(web()));
    assertEquals(
        Optional.empty(), seconds(web(), connection("203.0.113.1", 1024, "10.1.0.2", 900)));
  }

  @Test
  void theLongestConnectionCounts() {
    assertEquals(
        Optional.of(900L),
        seconds(
            web(),
            connection("203.0.113.1", 1024, "10.1.0.1", 10),
            connection("203.0.113.2", 1024, "10.1.0.1", 900),
            connection("203.0.113.3", 1024, "10.1.0.2", 5_000)));
  }

  @Test
  void aTemplateWithoutConnectionsRunsOutByItself() {
    assertEquals(
        Optional.of(300L),
        seconds(
            web("sticky 600s"),
            template("203.0.113.1", "10.1.0.1", 300),
            connection("203.0.113.1", 1024, "10.1.0.1", 20)));
  }

  @Test
  void aTemplateWhoseTimeRunsOutBeforeItsConnectionsIsKeptMinuteByMinute() {
    assertEquals(
        Optional.of(30L + 15 * 60),
        seconds(
            web("sticky 600s"),
            template("203.0.113.1", "10.1.0.1", 30),
            connection("203.0.113.1", 1024, "10.1.0.1", 900)));
    assertEquals(
        Optional.of(90L),
        seconds(
            web("sticky 600s"),
            template("203.0.113.1", "10.1.0.1", 30),
            connection("203.0.113.1", 1024, "10.1.0.1", 90)));
  }

  @Test
  void connectionsOfOthersDoNotKeepATemplate() {
    assertEquals(
        Optional.of(900L),
        seconds(
            web("sticky 600s"),
            template("203.0.113.1", "10.1.0.1", 30),
            connection("203.0.113.2", 1024, "10.1.0.1", 900)));
  }

  @Test
  void aTemplateOfANetworkIsKeptByAllOfIt() {
    assertEquals(
        Optional.of(30L + 15 * 60),
        seconds(
            web("sticky 600s per /24"),
            template("203.0.113.0", "10.1.0.1", 30),
            connection("203.0.113.200", 1024, "10.1.0.1", 900)));
  }
}
