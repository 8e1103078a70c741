package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.kernel.model.Connection;
import org.lvsh.kernel.model.IpAddress;
import org.lvsh.kernel.model.ServerKey;
import org.lvsh.shell.compile.Entries;
import org.lvsh.shell.session.LiveLike;
import org.lvsh.shell.session.Scene;

/** {@code trace}: each way that a packet can take, and what is said of it. */
class TraceTest {
  private static final String WEB =
      """
      service web on 192.168.0.1 port 80
        server 192.168.1.2 weight 4
        server 192.168.1.3:8080 weight 2 masquerade
      """;

  @TempDir Path folder;
  private final LiveLike kernel = new LiveLike();

  private Ran lvsh(String... words) {
    return Ran.on(kernel, folder.resolve("run"), words);
  }

  private Ran trace(String words) {
    return lvsh(("trace " + words).split(" "));
  }

  private void apply(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.lvs"), text);
    lvsh("--yes", "--replace", "apply", file.toString()).ends(0);
  }

  private void carrying(String server, int port, long active, long inactive) {
    kernel.carrying(
        Scene.tcp("192.168.0.1", 80),
        new ServerKey(IpAddress.of(server), port),
        active,
        inactive,
        0);
  }

  private static Connection entry(
      String client, int clientPort, int port, String server, int serverPort, String state) {
    return Entries.entry(6, client, clientPort, "192.168.0.1", port, server, serverPort, state);
  }

  @Test
  void theArithmeticOfTheSchedulerIsShown() throws IOException {
    apply(WEB);
    carrying("192.168.1.2", 80, 10, 100);
    carrying("192.168.1.3", 8080, 3, 0);
    assertEquals(
        """
        packet      tcp from 203.0.113.7, any port, to 192.168.0.1:80
        mark        none that lvsh sets
        service     web on tcp 192.168.0.1:80, found by protocol, address and port
        scheduler   wlc: the least load for its weight, 256 for an active connection and 1 for each
                    SERVER            WEIGHT  ACTIVE  INACTIVE  LOAD  FOR ITS WEIGHT
                    192.168.1.3:8080       2       3         0   771          385.50  <- this one
                    192.168.1.2            4      10       100  2670          667.50
        goes to     192.168.1.3:8080
                    The numbers are of this moment; packets meanwhile, on any processor, change them.
        """,
        trace("203.0.113.7 to 192.168.0.1:80").ends(0).output());
  }

  @Test
  void whoTakesTurnsHasCandidatesAndShares() throws IOException {
    apply(WEB.replace("port 80", "port 80 wrr"));
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says("192.168.1.2:80 (66.7 % of clients) or 192.168.1.3:8080 (33.3 % of clients)")
        .says("unknown     whose turn it is: no kernel shows where wrr is in its list");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "twos | unknown     which two servers the lots fall on",
        "lblc | unknown     which server this address had before",
        "sh with port | unknown     the client's port, which this hash counts: say CLIENT:PORT",
        "mh with port | unknown     the client's port",
      })
  void whatNoKernelShowsIsSaidToBeUnknown(String scheduler, String said) throws IOException {
    apply(WEB.replace("port 80", "port 80 " + scheduler));
    trace("203.0.113.7 to 192.168.0.1:80").ends(0).says(said);
  }

  @Test
  void aHashIsSure() throws IOException {
    apply(WEB.replace("port 80", "port 80 sh"));
    trace("203.0.113.7 to 192.168.0.1:80").ends(0).says("this is bucket ").says("<- this one");
    apply(WEB.replace("port 80", "port 80 mh"));
    trace("203.0.113.7 to 192.168.0.1:80").ends(0).says("this is place ").says("<- this one");
    lvsh("--yes", "drain", "192.168.1.2").ends(0);
    trace("203.0.113.7 to 192.168.0.1:80").ends(0).says("they go by the weight it had before");
  }

  @Test
  void serversThatTakeNothingAreNamed() throws IOException {
    apply(
        """
        service web on 192.168.0.1 port 80
          server 192.168.1.2 weight 0
          server 192.168.1.3 limit 10
          server 192.168.1.4 limit 20 resume 5
          server 192.168.1.5
        """);
    carrying("192.168.1.3", 80, 10, 0);
    carrying("192.168.1.4", 80, 0, 10);
    carrying("192.168.1.5", 80, 100, 10);
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says("  drained: weight 0")
        .says("  full: at its limit")
        .says("  perhaps full: between its limits")
        .says("goes to     192.168.1.4:80 or 192.168.1.5:80")
        .says("unknown     whether a server between its limits takes connections");
    lvsh("--yes", "remove", "server", "192.168.1.5", "from", "web").ends(0);
    trace("203.0.113.7 to 192.168.0.1:80").ends(0).says("192.168.1.4:80, or is refused");
    lvsh("--yes", "remove", "server", "192.168.1.4", "from", "web").ends(0);
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says("is refused  since no server takes new connections");
    lvsh("--yes", "set", "web", "server", "192.168.1.3", "weight", "0").ends(0);
    lvsh("--yes", "remove", "server", "192.168.1.3", "from", "web").ends(0);
    lvsh("--yes", "remove", "server", "192.168.1.2", "from", "web").ends(0);
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says("is refused  since the service has no servers");
  }

  @Test
  void aTemplateIsFollowedWithTheTimeItHasLeft() throws IOException {
    apply(
        """
        service net on 192.168.0.1 port 80 sticky 300s per /24
          server 192.168.1.2
        """);
    kernel.with(entry("203.0.113.0", 0, 80, "192.168.1.2", 80, "ASSURED"));
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says(
            "template    203.0.113.0 on tcp 192.168.0.1:80 -> 192.168.1.2:80, %ds left"
                .formatted(Entries.tcp("::1", 1, "::1", 1, "::1", 1).expires().toSeconds()))
        .says("goes to     192.168.1.2:80, by its template");
    trace("203.0.114.7 to 192.168.0.1:80")
        .ends(0)
        .says("template    none for 203.0.114.0 on tcp 192.168.0.1:80")
        .says("; a template is made for 300s");
  }

  @Test
  void aTemplateOfADrainedServerGoesOnUnlessASettingEndsIt() throws IOException {
    apply(
        """
        service net on 192.168.0.1 port 80 sticky 300s
          server 192.168.1.2 weight 0
          server 192.168.1.3
        """);
    kernel.with(entry("203.0.113.7", 0, 80, "192.168.1.2", 80, "ASSURED"));
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says("expire_quiescent_template is 0: sticky clients still go there")
        .says("goes to     192.168.1.2:80, by its template");
    lvsh("--yes", "kernel", "expire_quiescent_template", "=", "1").ends(0);
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says("of no use any more: its server is drained, and expire_quiescent_template is set")
        .says("goes to     192.168.1.3:80; a template is made for 300s");
  }

  @Test
  void aTemplateOfARemovedServerIsOfNoUse() throws IOException {
    apply("service net on 192.168.0.1 port 80 sticky 300s\n  server 192.168.1.3\n");
    kernel.with(entry("203.0.113.7", 0, 80, "192.168.1.2", 80, "ASSURED"));
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says("of no use any more: its server was removed from the service")
        .says("goes to     192.168.1.3:80");
  }

  @Test
  void aConnectionGoesOnWhereItIs() throws IOException {
    apply(WEB);
    kernel.with(entry("203.0.113.7", 40_000, 80, "192.168.1.3", 8080, "ESTABLISHED"));
    trace("203.0.113.7:40000 to 192.168.0.1:80")
        .ends(0)
        .says("connection  ESTABLISHED -> 192.168.1.3:8080")
        .says("goes to     192.168.1.3:8080, by its connection");
    trace("203.0.113.7:40001 to 192.168.0.1:80").ends(0).says("connection  none yet");
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says("connection  a new one; this client has 1 connection to there already");
  }

  @Test
  void aConnectionMayEnd() throws IOException {
    apply(WEB);
    kernel.with(
        entry("203.0.113.7", 40_000, 80, "192.168.1.9", 80, "ESTABLISHED"),
        entry("203.0.113.8", 40_000, 80, "192.168.1.2", 80, "TIME_WAIT"),
        entry("203.0.113.9", 40_000, 80, "192.168.1.2", 80, "ESTABLISHED"));
    trace("203.0.113.7:40000 to 192.168.0.1:80")
        .ends(0)
        .says("is lost     since its connection's server was removed, and expire_nodest_conn is 0");
    trace("203.0.113.8:40000 to 192.168.0.1:80")
        .ends(0)
        .says("it is closed: another begins (conn_reuse_mode)")
        .says("scheduler   wlc");
    lvsh("--yes", "kernel", "expire_nodest_conn", "=", "1").ends(0);
    trace("203.0.113.7:40000 to 192.168.0.1:80")
        .ends(0)
        .says("its server was removed, and expire_nodest_conn is set: it ends")
        .says("scheduler   wlc");
    lvsh("--yes", "set", "web", "server", "192.168.1.2", "weight", "0").ends(0);
    trace("203.0.113.9:40000 to 192.168.0.1:80")
        .ends(0)
        .says("its server is drained, and expire_nodest_conn is set: it ends")
        .says("goes to     192.168.1.3:8080");
    lvsh("--yes", "kernel", "expire_nodest_conn", "=", "0").ends(0);
    trace("203.0.113.9:40000 to 192.168.0.1:80")
        .ends(0)
        .says("its server is drained: what is open goes on");
  }

  @Test
  void theServiceIsLookedForInTheKernelsOrder() throws IOException {
    apply(
        """
        service ftp on 192.168.0.1 port 21 sticky 300s
          server 192.168.1.2
        service range on 192.168.0.1 ports 80,443 sticky 300s mark 10
          server 192.168.1.2
        service any on 192.168.0.1 ports any sticky 300s
          server 192.168.1.2
        """);
    trace("203.0.113.7 to 192.168.0.1:443")
        .ends(0)
        .says("mark        10, by the rule for tcp 192.168.0.1:443")
        .says("service     range on mark 10, found by the packet's mark");
    trace("203.0.113.7 to 192.168.0.1:20000")
        .ends(0)
        .says("looked for  a service on tcp 192.168.0.1:20000: none")
        .says("service     ftp on tcp 192.168.0.1:21, found as FTP of that address")
        .says("template    none for 203.0.113.7 on tcp 192.168.0.1:0");
    trace("203.0.113.7 to 192.168.0.1:53")
        .ends(0)
        .says("service     any on tcp 192.168.0.1:0, found as the service for every port")
        .says("goes to     192.168.1.2:53");
    trace("203.0.113.7 to 192.168.0.1:53 udp")
        .ends(0)
        .says("looked for  a service on udp 192.168.0.1:53, then on udp 192.168.0.1:0: none")
        .says("goes        nowhere by IPVS, since there is no service for it");
    trace("203.0.113.7:20 to 192.168.0.1:20000").ends(0).says("as data of active FTP do");
  }

  @Test
  void ftpThatIsNotStickyLeavesItsData() throws IOException {
    apply("service ftp on 192.168.0.1 port 21\n  server 192.168.1.2\n");
    trace("203.0.113.7 to 192.168.0.1:20000").ends(0).says("FTP without 'sticky' leaves data");
  }

  @Test
  void marksOfOthersAreADoubt() throws IOException {
    apply("service theirs on mark 7\n  server 192.168.1.2\n" + WEB);
    trace("203.0.113.7 to 192.168.0.1:80")
        .ends(0)
        .says(
            "unknown     whether a rule of others marks the packet: it would go to theirs on"
                + " mark 7");
  }

  @Test
  void callsOfAPersistenceEngineAreADoubt() throws IOException {
    apply("service phones on 192.168.0.1 port 5060 udp sticky 300s by sip\n  server 192.168.1.2\n");
    trace("203.0.113.7 to 192.168.0.1:5060 udp").ends(0).says("no call of this client is known");
    Connection plain =
        Entries.entry(17, "203.0.113.7", 0, "192.168.0.1", 5060, "192.168.1.2", 5060, "NONE");
    kernel.with(
        new Connection(
            plain.protocol(),
            plain.client(),
            0,
            plain.virtualAddress(),
            5060,
            plain.server(),
            5060,
            "NONE",
            Duration.ofSeconds(99),
            "sip abc@host"));
    trace("203.0.113.7 to 192.168.0.1:5060 udp")
        .ends(0)
        .says("template    one for each of 1 call of this client")
        .says("goes to     192.168.1.2:5060");
  }

  @Test
  void aBackupDirectorBalancesNothing() throws IOException {
    apply(WEB + "sync backup on eth0\nkernel backup_only = 1\n");
    trace("203.0.113.7 to 192.168.0.1:80").ends(0).says("this director waits behind another");
  }

  @Test
  void ipv6StandsInBrackets() throws IOException {
    apply("service six on 2001:db8::1 port 443\n  server fd00::2\n");
    trace("[2001:db8::7]:40000 to [2001:db8::1]:443")
        .ends(0)
        .says("packet      tcp from [2001:db8::7]:40000 to [2001:db8::1]:443")
        .says("goes to     [fd00::2]:443");
    trace("203.0.113.7 to [2001:db8::1]:443")
        .ends(1)
        .tells("no packet goes from 203.0.113.7 to [2001:db8::1]:443: one is IPv4, the other IPv6");
  }

  @Test
  void whoIsNotRootIsToldThatItIsNotAll() throws IOException {
    apply(WEB);
    kernel.restricted("only root sees it all");
    trace("203.0.113.7 to 192.168.0.1:80").ends(0).tells("incomplete: only root sees it all");
    trace("203.0.113.7 to 192.168.0.1:80 as json").ends(0).says("\"incomplete\": [");
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    apply(WEB);
    carrying("192.168.1.2", 80, 10, 100);
    JsonObject document =
        JsonParser.parseString(trace("203.0.113.7 to 192.168.0.1:80 as json").ends(0).output())
            .getAsJsonObject();
    assertEquals("lvsh-trace", document.get("format").getAsString());
    assertEquals("web", document.get("service").getAsString());
    JsonObject way = document.getAsJsonObject("way");
    assertEquals("scheduled", way.get("fate").getAsString());
    assertEquals(
        "{\"server\":\"192.168.1.3\",\"port\":8080}", way.getAsJsonArray("candidates").get(0) + "");
    assertEquals(2, way.getAsJsonArray("servers").size());
    for (String target : new String[] {"192.168.0.1:81", "192.168.0.9:80"}) {
      trace("203.0.113.7 to " + target + " as json").ends(0).says("\"fate\": \"not-balanced\"");
    }
    kernel.with(entry("203.0.113.7", 40_000, 80, "192.168.1.9", 80, "ESTABLISHED"));
    trace("203.0.113.7:40000 to 192.168.0.1:80 as json").ends(0).says("\"fate\": \"lost\"");
  }

  /** What is traced is not touched. */
  @Test
  void nothingIsChanged() throws IOException {
    apply(WEB);
    var before = kernel.read();
    trace("203.0.113.7 to 192.168.0.1:80").ends(0);
    assertEquals(before, kernel.read());
  }
}
