package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What others have in the kernel stays as it is, whatever lvsh does: services of ipvsadm and of a
 * keepalived that runs, rules of iptables, a table of nftables.
 */
@Tag("lab")
class OthersUntouchedLabTest {

  /** Their rules set and look at marks 1000, 1001, 1002 and 1003; their service is on 1004. */
  private static final String OTHERS =
      """
      ipvsadm -A -t 10.9.9.9:80 -s rr
      ipvsadm -a -t 10.9.9.9:80 -r 10.9.9.10:80 -m -w 3 -x 9 -y 8
      ipvsadm -A -f 1004 -s wlc -p 60
      ipvsadm -a -f 1004 -r 10.9.9.10 -g -w 0
      ipvsadm -A -f 1004 -6 -s sh
      iptables -t mangle -A PREROUTING -p tcp --dport 9999 -j MARK --set-xmark 0x3e8/0x3ff
      iptables -t mangle -N THEIRS
      iptables -t mangle -A THEIRS -m comment --comment "not ours" -j RETURN
      iptables -A INPUT -p udp --dport 7 -j DROP
      ip6tables -t mangle -A OUTPUT -p tcp --dport 9999 -j MARK --set-mark 1000
      ip rule add fwmark 1001 table 100
      nft -f - <<END
      table inet theirs {
        map marks { type inet_service : mark; elements = { 81 : 1002 } }
        chain prerouting {
          type filter hook prerouting priority -140
          tcp dport 8443 meta mark set 1003
          tcp dport 8444 meta mark set tcp dport map @marks
        }
      }
      END
      """;

  private static final String KEEPALIVED =
      """
      virtual_server 10.8.8.8 80 {
        lb_algo rr
        lb_kind NAT
        protocol TCP
        real_server 10.8.8.9 80 {
          weight 3
        }
      }
      virtual_server fwmark 777 {
        lb_algo wlc
        lb_kind DR
        protocol TCP
        persistence_timeout 50
        real_server 10.8.8.9 80 {
          weight 2
        }
      }
      """;

  private static final String SHOP =
      """
      service shop on 192.168.0.1 ports 80,443 sticky 600s
        server 192.168.1.2 weight 4
        server 192.168.1.3 weight 2
      service partners on 192.168.0.2 ports 443,8443 mark 77
        server 192.168.1.2
      service web on 192.168.0.3 port 80 rr
        server 192.168.1.4
      service shop6 on fd00::1 ports 80,443
        server fd00:1::2
      """;

  /** 127.255.255.255 is a broadcast address, which only the kernel knows. */
  private static final String REFUSED =
      """
      service first on 192.168.0.7 ports 80,443
        server 192.168.1.2
      service second on 192.168.0.8 port 80
        server 127.255.255.255
      """;

  @TempDir Path folder;
  private Process keepalived;
  private String before;

  @BeforeEach
  void letOthersWork() throws IOException {
    Lab.empty();
    Lab.bash("ip link set lo up");
    Lab.bash(OTHERS);
    Path configuration = Files.writeString(folder.resolve("keepalived.conf"), KEEPALIVED);
    keepalived =
        new ProcessBuilder("keepalived", "--check", "-n", "-l", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keepalived.log").toFile())
            .start();
    Lab.await(
        "keepalived's services",
        () -> Lab.bash("ipvsadm -Sn | grep -c 10.8.8.9 || true").strip().equals("2"));
    before = others();
  }

  @AfterEach
  void endTheirWork() throws InterruptedException {
    keepalived.destroy();
    assertTrue(keepalived.waitFor(60, TimeUnit.SECONDS));
    Lab.bash("ip rule del fwmark 1001");
    Lab.empty();
  }

  private Ran lvsh(String firewall, String... words) {
    List<String> all = new ArrayList<>(List.of("--firewall", firewall, "--yes"));
    all.addAll(List.of(words));
    return Ran.live(folder.resolve("run"), all.toArray(String[]::new));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** All there is in the kernel without what is ours, and without counters and times. */
  private static String others() {
    String services =
        Lab.bash("ipvsadm -Sn; ipvsadm -Ln --thresholds")
            .lines()
            .filter(line -> !line.contains("192.168.") && !line.contains("fd00:"))
            .filter(line -> !line.matches("(-A -f|FWM) +(77|1\\d\\d[5-9])\\b.*"))
            .sorted()
            .collect(Collectors.joining("\n"));
    String rules =
        Lab.bash("iptables-save; ip6tables-save; ip rule show")
            .lines()
            .filter(line -> !line.startsWith("#") && !line.contains("LVSH"))
            .map(line -> line.replaceAll("\\[\\d+:\\d+\\]", ""))
            .collect(Collectors.joining("\n"));
    return services + "\n" + rules + "\n" + Lab.bash(TABLES_OF_OTHERS);
  }

  /** With handles, which a rule that is taken out and put back would lose. */
  private static final String TABLES_OF_OTHERS =
      """
      nft list tables | grep -v -e 'inet lvsh' -e 'ip6\\? mangle'
      nft -a list table inet theirs
      nft -a list table ip filter | sed 's/counter packets [0-9]* bytes [0-9]*//'
      """;

  private void assertOthersAreAsBefore(String after) {
    assertEquals(before, others(), after);
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void whatOthersMadeSurvivesEveryStep(String firewall) throws IOException {
    String shop = file("shop.lvs", SHOP);
    lvsh(firewall, "apply", shop).ends(0);
    assertOthersAreAsBefore("apply");
    lvsh(firewall, "apply", shop).ends(0).says("Nothing to change");
    assertOthersAreAsBefore("a second apply");
    file(
        "shop.lvs",
        SHOP.replace("ports 80,443", "ports 80-90,443").replace("weight 4", "weight 5"));
    lvsh(firewall, "apply", shop).ends(0);
    assertOthersAreAsBefore("an edit of the file");
    lvsh(firewall, "set", "web", "wlc").ends(0);
    lvsh(firewall, "remove", "service", "partners").ends(0);
    assertOthersAreAsBefore("remove service");
    List<String> ours = Lab.services();
    lvsh(firewall, "apply", file("refused.lvs", REFUSED)).ends(1);
    assertEquals(ours, Lab.services());
    assertOthersAreAsBefore("a refused apply");
    file("shop.lvs", SHOP.substring(0, SHOP.indexOf("service partners")));
    lvsh(firewall, "apply", shop).ends(0);
    assertOthersAreAsBefore("a smaller file");
    file("shop.lvs", SHOP.substring(SHOP.indexOf("service shop6")));
    lvsh(firewall, "--prune", "apply", shop).ends(0);
    assertOthersAreAsBefore("prune");
    assertEquals("", Lab.bash("ipvsadm -Sn | grep 192.168 || true"));
    assertTrue(Lab.bash("ipvsadm -Sn").contains("fd00:1::2"));
    lvsh(firewall, "remove", "all").ends(0);
    assertOthersAreAsBefore("remove all");
    assertEquals("", Lab.bash("ipvsadm -Sn | grep 192.168 || true"));
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void twoSourcesDoNotTouchEachOthersServices(String firewall) throws IOException {
    String shop = file("shop.lvs", SHOP);
    String mail =
        file("mail.lvs", "service mail on 192.168.0.5 ports 25,465\n  server 192.168.1.25\n");
    lvsh(firewall, "apply", shop).ends(0);
    List<String> ofShop = Lab.services();
    lvsh(firewall, "apply", mail).ends(0);
    assertTrue(Lab.services().containsAll(ofShop));
    List<String> ofBoth = Lab.services();
    lvsh(firewall, "apply", shop).ends(0).says("Nothing to change");
    String theirs = file("mail.lvs", "service web on 192.168.0.6 port 80\n  server 192.168.1.9\n");
    lvsh(firewall, "apply", theirs).ends(1).tells("shop.lvs");
    assertEquals(ofBoth, Lab.services());
    lvsh(firewall, "remove", "service", "mail").ends(0);
    assertEquals(ofShop, Lab.services());
    assertOthersAreAsBefore("two sources");
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void aMarkOfOthersIsNotGivenAndTellsWhoAsksForIt(String firewall) throws IOException {
    lvsh(firewall, "apply", file("shop.lvs", SHOP)).ends(0);
    List<String> services = Lab.services();
    assertTrue(services.contains("-A -f 1005 -s wlc -p 600"), services::toString);
    for (int theirs = 1000; theirs <= 1003; theirs++) {
      String asking = file("asking.lvs", asking(theirs));
      lvsh(firewall, "plan", asking).ends(2).tells("mark %d of service a".formatted(theirs));
    }
    // Under the mask of the rule that sets 1000, this one is the same.
    String alike = file("asking.lvs", asking(2024));
    lvsh(firewall, "plan", alike).ends(2).tells("mark 2024 of service a");
    String free = file("asking.lvs", asking(2025));
    assertEquals("", lvsh(firewall, "plan", free).ends(2).errors());
  }

  /** What was adopted is ours, and as it was. */
  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewallNames")
  void anAdoptedServiceChangesNothingButItsName(String firewall) {
    List<String> services = Lab.services();
    lvsh(firewall, "adopt", "tcp-10.9.9.9-80", "as", "theirs").ends(0);
    assertEquals(services, Lab.services());
    assertOthersAreAsBefore("adopt");
    lvsh(firewall, "show", "service", "theirs").ends(0).says("10.9.9.10");
    lvsh(firewall, "set", "theirs", "wrr").ends(0);
    assertTrue(Lab.services().contains("-A -t 10.9.9.9:80 -s wrr"));
    lvsh(firewall, "remove", "all").ends(0);
    assertEquals(
        services.stream().filter(line -> !line.contains("-t 10.9.9.9:80")).toList(),
        Lab.services());
  }

  private static String asking(int mark) {
    return "service a on 192.168.0.9 port 80 mark %d\n  server 192.168.1.2\n".formatted(mark);
  }
}
