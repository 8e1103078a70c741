package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three persistence set-ups: each file gives the kernel state that ipvsadm was used to make.
 */
class SeedSetUpsTest {
  @TempDir Path folder;

  private List<String> entries(String example) {
    String state = folder.resolve("state.json").toString();
    Ran.lvsh("--state", state, "--yes", "apply", Project.example(example)).ends(0);
    return Ran.lvsh("--state", state, "show services as ipvsadm").ends(0).lines().stream()
        .map(SeedSetUpsTest::normalised)
        .sorted()
        .toList();
  }

  /**
   * Without the ports that ipvsadm adds to a server by itself, and with the options in one order.
   */
  private static String normalised(String line) {
    return line.replaceAll("(-r \\S+):\\d+", "$1").replaceAll("(-w \\d+) (-[gim])", "$2 $1");
  }

  private static List<String> expected(String... lines) {
    return List.of(lines).stream().map(SeedSetUpsTest::normalised).sorted().toList();
  }

  @Test
  void clientPersistenceHoldsEveryPortOfAClientTogether() {
    assertEquals(
        expected(
            "-A -t 192.168.0.1:0 -s wlc -p 600",
            "-a -t 192.168.0.1:0 -r 192.168.1.2 -w 4 -g",
            "-a -t 192.168.0.1:0 -r 192.168.1.3 -w 2 -g"),
        entries("client-persistence.lvs"));
  }

  @Test
  void portPersistenceHoldsEachPortByItself() {
    assertEquals(
        expected(
            "-A -t 192.168.0.1:80 -s wlc -p 600",
            "-a -t 192.168.0.1:80 -r 192.168.1.2 -w 4 -g",
            "-a -t 192.168.0.1:80 -r 192.168.1.3 -w 2 -g",
            "-A -t 192.168.0.1:22 -s wlc -p 300",
            "-a -t 192.168.0.1:22 -r 192.168.1.2 -g -w 1",
            "-a -t 192.168.0.1:22 -r 192.168.1.3 -g -w 1"),
        entries("port-persistence.lvs"));
  }

  @Test
  void firewallMarkPersistenceHoldsBrowsingAndPayingTogether() {
    assertEquals(
        expected(
            "-A -f 10 -s wlc -p 600",
            "-a -f 10 -r 192.168.1.2 -g -w 4",
            "-a -f 10 -r 192.168.1.3 -g -w 2"),
        entries("shop.lvs"));
  }

  @Test
  void thePlanAsCommandsHoldsTheMarkRulesOfBothPortsWithOneMark() {
    List<String> commands =
        Ran.lvsh("--kernel", "simulated", "plan", Project.example("shop.lvs"), "as", "commands")
            .ends(2)
            .lines();
    String rule =
        "iptables -t mangle -A PREROUTING -d 192.168.0.1 -p tcp --dport %d -j MARK --set-mark 10";
    assertTrue(commands.contains(rule.formatted(80)), commands::toString);
    assertTrue(commands.contains(rule.formatted(443)), commands::toString);
  }

  @Test
  void withNftablesBothPortsAreElementsOfOneMap() {
    Ran.lvsh(
            "--kernel",
            "simulated",
            "--firewall",
            "nftables",
            "plan",
            Project.example("shop.lvs"),
            "as",
            "commands")
        .ends(2)
        .says("'{ 192.168.0.1 . tcp . 80 : 10 }'")
        .says("'{ 192.168.0.1 . tcp . 443 : 10 }'");
  }

  @Test
  void theLargerShopAppliesWholeAndThenHasNothingToChange() {
    String state = folder.resolve("state.json").toString();
    String shop = Project.example("large-shop.lvs");
    Ran.lvsh("--state", state, "apply", shop, "--yes").ends(0).says("12 services to add");
    Ran.lvsh("--state", state, "plan", shop).ends(0).says("Nothing to change");
  }
}
