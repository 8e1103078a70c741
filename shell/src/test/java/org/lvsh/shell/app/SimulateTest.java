package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.shell.session.LiveLike;

/** {@code simulate} and {@code clock}, and what the kernel then shows. */
class SimulateTest {
  @TempDir Path folder;

  private Ran lvsh(String... statement) {
    String[] words = new String[statement.length + 3];
    words[0] = "--state";
    words[1] = folder.resolve("a.state").toString();
    words[2] = "--yes";
    System.arraycopy(statement, 0, words, 3, statement.length);
    return Ran.lvsh(words);
  }

  private Ran said(String statement) {
    return lvsh(statement.split(" "));
  }

  private void apply(String text) throws IOException {
    lvsh("apply", Files.writeString(folder.resolve("a.lvs"), text).toString()).ends(0);
  }

  private void applyTheShop() {
    lvsh("apply", Project.example("shop.lvs")).ends(0);
  }

  @Test
  void whoWentWhereIsTold() {
    applyTheShop();
    assertEquals(
        """
        300 clients came to shop, from 203.0.113.1 on.
        SERVICE  SERVER       CLIENTS  CONNECTIONS
        shop     192.168.1.2      200          400
        shop     192.168.1.3      100          200
        They made 600 connections and 300 templates.
        At 0:00:00 there are 600 connections and 300 templates.
        """,
        said("simulate 300 clients to shop").ends(0).output());
  }

  @Test
  void timePassesAndIsTold() {
    applyTheShop();
    said("simulate 2 clients to shop for 1m").ends(0).says("At 0:01:00 there are 4 connections");
    assertEquals(
        "At 0:11:00 there are 4 connections and 2 templates.\n",
        said("clock forward 10m").ends(0).output());
    assertEquals(
        """
        4 connections and 2 templates ended.
        At 24:11:00 there are 0 connections and 0 templates.
        """,
        said("clock forward 1d").ends(0).output());
  }

  @Test
  void whatIsThereIsShown() {
    applyTheShop();
    said("simulate 2 clients to shop").ends(0);
    said("show templates").ends(0).says("203.0.113.1").says("mark 10").says("192.168.1.3");
    said("show connections").ends(0).says("203.0.113.2:32769").says("192.168.0.1:443");
    assertEquals(4, shown("stats", "connections"));
    assertEquals(2, shown("stats", "persistentConnections"));
    said("zero shop").ends(0);
    assertEquals(0, shown("stats", "connections"));
    assertEquals(4, shown("stats", "activeConnections"));
  }

  @Test
  void ratesAreThereWhenTimePasses() {
    applyTheShop();
    said("simulate 40 clients to shop").ends(0);
    assertEquals(0, shown("rates", "connections"));
    said("clock forward 2s").ends(0);
    assertEquals(10, shown("rates", "connections"));
    said("clock forward 1h").ends(0);
    assertEquals(0, shown("rates", "connections"));
  }

  /** A number of the only service. */
  private long shown(String what, String field) {
    return JsonParser.parseString(lvsh("show", what, "as", "json").ends(0).output())
        .getAsJsonObject()
        .getAsJsonArray("services")
        .get(0)
        .getAsJsonObject()
        .get(field)
        .getAsLong();
  }

  @Test
  void aDrainedServerKeepsItsStickyClients() {
    applyTheShop();
    said("simulate 3 clients to shop").ends(0).says("192.168.1.3        1            2");
    said("set shop server 192.168.1.3 weight 0").ends(0);
    said("simulate 3 clients to shop").ends(0).says("192.168.1.3        1            2");
    said("clock forward 1h").ends(0);
    said("simulate 3 clients to shop").ends(0).says("192.168.1.3        0            0");
  }

  @Test
  void theRefusedAreTold() throws IOException {
    apply("service web on 10.0.0.1 port 80\nserver 10.1.0.1 limit 5\n");
    said("simulate 8 clients to web")
        .ends(0)
        .says("10.1.0.1        5            5")
        .says("Refused: 3 connections, which no server took.");
  }

  @Test
  void clientsComeFromWhereItIsSaid() throws IOException {
    apply("service web on 10.0.0.1 port 80 sticky 5m\nserver 10.1.0.1\n");
    said("simulate 2 clients to web from 198.51.100.128/25").ends(0);
    said("show templates").ends(0).says("198.51.100.129").says("198.51.100.130");
    said("simulate 1 clients to web from 192.0.2.7").ends(0).says("from 192.0.2.7 on");
  }

  @Test
  void aServiceOfIpv6AloneGetsItsOwnClients() throws IOException {
    apply("service web on fd00::1 ports 80,443 sticky 5m\nserver fd00:1::2\n");
    said("simulate 2 clients to web").ends(0).says("from 2001:db8::1 on");
    said("simulate 2 clients to web from fd00:9::/64").ends(0).says("from fd00:9::1 on");
  }

  @Test
  void moreClientsThanTheirNetworkHasAddressesShareThem() throws IOException {
    apply("service web on 10.0.0.1 port 80 sticky 5m\nserver 10.1.0.1\n");
    said("simulate 500 clients to web from 203.0.113.0/24 for 10m")
        .ends(0)
        .says("500 clients came to web, from 203.0.113.1 on, with 254 addresses between them.")
        .says("They made 500 connections and 254 templates.");
    said("simulate 3 clients to web from 198.51.100.6/31").ends(0).says("with 2 addresses");
    said("simulate 2 clients to web from 198.51.100.9").ends(0).says("with one address");
    said("simulate 254 clients to web from 203.0.113.0/24")
        .ends(0)
        .says("from 203.0.113.1 on.")
        .says("254 connections and 0 templates");
  }

  @Test
  void ofARangeTheFirstPortAndOfAnyPortTwoAreTaken() throws IOException {
    apply(
        """
        service range on 10.0.0.1 ports 8000-8010
          server 10.1.0.1
        service all on 10.0.0.2 ports any sticky 5m
          server 10.1.0.1
        """);
    said("simulate 1 clients to range").ends(0).says("They made 1 connection and 0 templates.");
    said("simulate 1 clients to all").ends(0).says("They made 2 connections and 1 template.");
    said("show connections").ends(0).says("10.0.0.1:8000").says("10.0.0.2:443");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulate 5 clients to wbe|there is no service wbe",
        "simulate 5 clients to web from 2001:db8::/64|no client from 2001:db8::/64 can reach web",
        "simulate 5 clients to theirs|it is on a mark that somebody else sets",
        "simulate 0 clients to web|0 is not a number of clients",
        "simulate 5 clients to web for 0s|0s is no time",
        "clock forward 4000d|is longer than anybody waits"
      })
  void whatCannotBeIsToldAndChangesNothing(String statement, String message) throws IOException {
    apply(
        """
        service web on 10.0.0.1 port 80
          server 10.1.0.1
        service theirs on mark 7
          server 10.1.0.1
        """);
    String before = Files.readString(folder.resolve("a.state"));
    assertEquals(true, said(statement).status() != 0);
    said(statement).tells(message);
    assertEquals(before, Files.readString(folder.resolve("a.state")));
  }

  @ParameterizedTest
  @CsvSource({"simulate 5 clients to web,simulate", "clock forward 5m,clock"})
  void aLiveKernelIsNoneToPlayWith(String statement, String verb) {
    Ran.on(new LiveLike(), folder, statement.split(" "))
        .ends(1)
        .tells("'" + verb + "' is for a simulated kernel")
        .tells("--kernel simulated");
  }

  @Test
  void theyStandInNoFileOfDeclarations() throws IOException {
    Path file = Files.writeString(folder.resolve("b.lvs"), "clock forward 5m\n");
    lvsh("apply", file.toString()).ends(1).tells("'clock' cannot stand here");
  }
}
