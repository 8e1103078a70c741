package org.lvsh.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.FirewallKind;
import org.lvsh.shell.plan.Plan;
import org.lvsh.shell.session.Scene;

/** Telling plans in each form, compared with files. */
class PlanViewsTest {
  private static final String BEFORE =
      """
      service mail on 192.0.2.2 port 25
        server 10.1.0.1 weight 4 limit 100 resume 50
        server 10.1.0.2 masquerade
      service web on 192.0.2.1,2001:db8::1 ports 80,443 sticky 600s
        server 10.1.0.1 weight 4
        server 2001:db8:1::1
      """;

  private static final String IPV4 =
      """
      service shop on 192.0.2.1 ports 80,443 mark 10
        server 10.1.0.1
      """;

  /** A plan: a file over a state. */
  private record Case(String name, String before, String file) {
    @Override
    public String toString() {
      return name;
    }

    Plan plan() {
      return Scene.empty().apply(before).plan(file);
    }
  }

  private static Case example(String name, String file) {
    Path path = Path.of(System.getProperty("lvsh.root"), "scripts/examples", file);
    try {
      return new Case(name, "", Files.readString(path));
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }

  static Stream<Case> cases() {
    return Stream.concat(
        Stream.of(
            example("client-persistence-is-one-entry-of-port-0", "client-persistence.lvs"),
            example("port-persistence-is-an-entry-for-each-service", "port-persistence.lvs"),
            example("firewall-mark-persistence-holds-two-ports-together", "shop.lvs")),
        changes());
  }

  private static Stream<Case> changes() {
    return Stream.of(
        new Case("nothing-changes", BEFORE, BEFORE),
        new Case(
            "settings-servers-and-rules-of-services-change",
            BEFORE,
            """
            set mail wrr sticky 5m per /24
            set mail server 10.1.0.1 weight 0
            remove server 10.1.0.2 from mail
            add server 10.1.0.3:2525 masquerade to mail
            set web ports 80,8080
            """),
        new Case(
            "settings-of-the-director-change",
            "timeouts udp 60s\nsync master on eth0\nsync backup on lo id 3\n",
            """
            timeouts tcp 1h fin 30s
            sync master on lo id 7 group ff02::81 port 8850 ttl 2 max-length 1400
            no sync backup
            """),
        new Case(
            "settings-of-the-kernel-change",
            "kernel sync_threshold = 7 60\nservice web on 192.0.2.1 port 80\n",
            """
            kernel sync_threshold = 3 50
            kernel expire_nodest_conn = 1
            sync master on eth0
            set web rr
            """),
        new Case("a-director-gets-settings", "", "timeouts udp 60s\nsync master on eth0\n"),
        new Case(
            "the-first-rule-of-an-address-family-is-added",
            IPV4,
            """
            service more on 2001:db8::1 ports 443,8443 mark 11
              server 2001:db8:1::1
            """),
        new Case(
            "a-renamed-service-is-replaced-and-another-is-removed",
            BEFORE,
            "rename mail to post\nset post port 26\nremove service web\n"),
        new Case("everything-is-removed", BEFORE, "remove all"),
        new Case(
            "ipvsadm-cannot-do-all-of-it",
            """
            service web on 192.0.2.9 port 80
              server 10.1.0.1 weight 7
              server 10.1.0.1:8080 weight 5
              server 10.1.0.2:8080 weight 5 masquerade
            """,
            """
            set web server 10.1.0.1:8080 weight 0
            set web server 10.1.0.2:8080 direct
            set web sticky 40d
            add server 10.1.0.3 tunnel gre remote-checksum to web
            timeouts tcp 40d
            """),
        new Case(
            "ranges-any-sctp-and-tunnels-are-added",
            "",
            """
            service all on 192.0.2.9 ports any tcp,udp sticky 60s per mask 255.0.255.0
              server 10.1.0.1 tunnel gue 6080 remote-checksum
              server 10.1.0.2 tunnel gre checksum limit 10
              server 2001:db8:1::1 tunnel
            service voice on 192.0.2.9 ports 5000-5010 udp sh with fallback,port
              server 10.1.0.1
            service signal on 2001:db8::9 port 3868 sctp mh with port
              server 2001:db8:1::1
            service sip on 192.0.2.9 port 5060 udp sticky 60s by sip one-packet
              server 10.1.0.1
            service theirs on mark 7 ipv6 lblcr
              server 2001:db8:1::1
            """));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asText(Case one) throws IOException {
    List<Line> lines = new PlanTextView().lines(one.plan(), "simulated");
    Golden.check(one.name() + ".txt", Golden.text(lines));
  }

  @Test
  void aLongPlanIsToldFromItsBeginningWithItsSummary() {
    String three =
        """
        service a on 192.0.2.1 port 80
          server 10.1.0.1
        service b on 192.0.2.2 port 80
          server 10.1.0.1
        service c on 192.0.2.3 port 80
          server 10.1.0.1
        """;
    Plan plan = new Case("three-services", "", three).plan();
    String whole = Golden.text(new PlanTextView().lines(plan, "simulated"));
    assertEquals(whole, Golden.text(new PlanTextView().shortened(plan, "simulated", 5)));
    String c =
        """
        + service c on 192.0.2.3 port 80 wlc
            + server 10.1.0.1 weight 1 direct
        """;
    assertTrue(whole.contains(c), whole);
    assertEquals(
        whole.replace(c, "… and 1 service more\n"),
        Golden.text(new PlanTextView().shortened(plan, "simulated", 4)));
    assertEquals(
        whole.replace(c, "… and 1 service more\n"),
        Golden.text(new PlanTextView().shortened(plan, "simulated", 3)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asJson(Case one) throws IOException {
    String json = Golden.text(new PlanJsonView().lines(one.plan(), "simulated"));
    JsonObject document = JsonParser.parseString(json).getAsJsonObject();
    assertEquals("lvsh-plan", document.get("format").getAsString());
    assertEquals(one.plan().operations().size(), document.getAsJsonArray("operations").size());
    Golden.check(one.name() + ".json", json);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asMarkdown(Case one) throws IOException {
    PlanMarkdownView view = new PlanMarkdownView(FirewallKind.IPTABLES);
    List<Line> lines = view.lines(one.plan(), Optional.of(one.name() + ".lvs"), "simulated");
    Golden.check(one.name() + ".md", Golden.text(lines));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asCommandsWithIptables(Case one) throws IOException {
    CommandsView view = new CommandsView(FirewallKind.IPTABLES);
    Golden.check(one.name() + ".iptables", Golden.text(view.lines(one.plan())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asCommandsWithNftables(Case one) throws IOException {
    CommandsView view = new CommandsView(FirewallKind.NFTABLES);
    Golden.check(one.name() + ".nft", Golden.text(view.lines(one.plan())));
  }
}
