package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lvsh.shell.session.LiveLike;

/** {@code explain NAME}. */
class ExplainTest {
  @TempDir Path folder;
  private final LiveLike kernel = new LiveLike();

  private Ran explain(String service) throws IOException {
    String file = Files.writeString(folder.resolve("a.lvs"), service + "\n").toString();
    Ran.on(kernel, folder, "--yes", "--replace", "apply", file).ends(0);
    return Ran.on(kernel, folder, "explain", "web").ends(0);
  }

  @Test
  void theShopIsExplained() throws IOException {
    Ran.on(kernel, folder, "--yes", "apply", Project.example("shop.lvs")).ends(0);
    assertEquals(
        """
        shop, from shop.lvs
          It takes tcp to 192.168.0.1, ports 80 and 443.
          lvsh marks these packets with 10, so that all of them are one service to the kernel.
          It is sticky by firewall mark: a client stays on one server, its connections to any of these \
        together, for 600s.
          Each new connection starts the time anew; while one is open, the client stays too.
          New clients go to the server with the fewest connections for its weight (wlc).

        SERVER       WEIGHT  NEW CLIENTS  FORWARDING
        192.168.1.2  4       about 67 %   direct
        192.168.1.3  2       about 33 %   direct
        """,
        Ran.on(kernel, folder, "explain", "shop").ends(0).output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service web on 10.0.0.1 port 80|It is not sticky",
        "service web on 10.0.0.1 port 80|It has no servers",
        "service web on 10.0.0.1 port 80 sticky 9s|sticky by port: a client stays on one server",
        "service web on 10.0.0.1 ports any sticky 9s|sticky by client",
        "service web on 10.0.0.1 ports any sticky 9s|to 10.0.0.1, on any port.",
        "service web on mark 5|mark 5, which somebody else sets",
        "service web on 10.0.0.1,10.0.0.2 ports 80-90 tcp,udp|tcp and udp to 10.0.0.1 and 10.0.0.2",
        "service web on 10.0.0.1 port 80 sticky 9s per /24|in their first 24 bits count as one",
        "service web on 10.0.0.1 port 5060 udp sticky 9s by sip|by its SIP Call-ID",
        "service web on 10.0.0.1 port 53 udp one-packet|Each udp packet is scheduled by itself"
      })
  void whatItMeansIsSaid(String service, String sentence) throws IOException {
    explain(service).says(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rr|about 50 %|about 50 %|none",
        "wrr|about 75 %|about 25 %|none",
        "fo|all|none|none",
        "ovf|up to 3 connections|up to 1 connection|none",
        "sh|about 75 %|about 25 %|none"
      })
  void theSharesAreThoseOfTheScheduler(String scheduler, String one, String two, String three)
      throws IOException {
    List<String> lines =
        explain(
                "service web on 10.0.0.1 port 80 %s\nserver 10.1.0.1 weight 3\nserver 10.1.0.2\n"
                        .formatted(scheduler)
                    + "server 10.1.0.3 weight 0")
            .lines();
    List<String> shares = List.of(one, two, three);
    for (int at = 0; at < 3; at++) {
      String row = lines.get(lines.size() - 3 + at);
      assertEquals(shares.get(at), row.split(" {2,}", -1)[2], row);
    }
  }

  /** Each family is an entry of its own, and its clients go to the servers of that. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrr|about 25 % of IPv4|about 75 % of IPv4|about 100 % of IPv6",
        "fo|none|all of IPv4|all of IPv6",
        "ovf|up to 1 connection|up to 3 connections|up to 1 connection"
      })
  void sharesAreThoseOfAFamily(String scheduler, String one, String two, String three)
      throws IOException {
    explain(
            "service web on 192.168.0.1,2001:db8::1 port 80 %s\nserver 192.168.1.2\n"
                    .formatted(scheduler)
                + "server 192.168.1.3 weight 3\nserver fd00::2")
        .says("192.168.1.2  1       " + one + "  ")
        .says("192.168.1.3  3       " + two + "  ")
        .says("fd00::2      1       " + three + "  ");
  }

  @Test
  void anUnknownServiceIsTold() throws IOException {
    explain("service web on 10.0.0.1 port 80");
    Ran.on(kernel, folder, "explain", "wbe").ends(1).tells("did you mean 'web'?");
  }
}
