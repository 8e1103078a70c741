package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.ClearOwnership;
import org.lvsh.kernel.model.Operation.RemoveMarkRule;

/** The real iptables; it changes the rules of the machine, or of the namespace, it runs on. */
@Tag("lab")
final class IptablesLabTest implements FirewallRules {
  private final Programs programs = new Programs();
  private final Firewall firewall = new IptablesFirewall();

  @Override
  public Firewall firewall() {
    return firewall;
  }

  @BeforeEach
  @AfterEach
  void emptyTheChains() {
    for (String program : List.of("iptables", "ip6tables")) {
      run(program + " -t mangle -F");
      run(program + " -t mangle -X");
    }
  }

  private String run(String command) {
    return programs.run(List.of(command.split(" ")), "");
  }

  private void takes(Operation... run) {
    firewall.apply(List.of(run), key -> true);
  }

  private String saved() {
    return saved("iptables");
  }

  /** The rules and the chains without times and counters. */
  private String saved(String program) {
    return run(program + "-save -t mangle").replaceAll("(?m)^#.*\\n|\\[.*\\]", "");
  }

  @Test
  void theChainsComeAndGoAndOthersStay() {
    run("iptables -t mangle -A PREROUTING -p icmp -j MARK --set-mark 9");
    String before = saved();
    takes(add(rule("192.168.0.1", 80, 80, 1)), name(WEB, "shop"));
    assertTrue(saved().contains("-A OUTPUT -j LVSH"));
    takes(new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)), new ClearOwnership(WEB));
    assertEquals(before, saved());
  }

  @Test
  void rulesThatNoPacketGetsToAreNotThereAndComeBack() {
    takes(add(rule("192.168.0.1", 80, 80, 1)), name(WEB, "shop"));
    run("iptables -t mangle -D OUTPUT -j LVSH");
    assertTrue(firewall.read().markRules().isEmpty());
    assertEquals("shop", firewall.read().ownership().get(WEB).name());
    takes(add(rule("192.168.0.1", 80, 81, 2)));
    assertEquals(1, firewall.read().markRules().size());
  }

  @Test
  void rulesThatFewPacketsGetToGoWithTheRest() {
    String before = saved("ip6tables");
    takes(add(rule("192.168.0.1", 80, 80, 1)), add(rule("fd00::1", 80, 80, 1)), name(WEB, "shop"));
    run("ip6tables -t mangle -F PREROUTING");
    takes(new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)), new ClearOwnership(WEB));
    assertEquals(before, saved("ip6tables"));
  }

  @Test
  void marksOfOthersAreFoundAndOursAreNotAmongThem() {
    run("ip6tables -t mangle -A PREROUTING -j MARK --set-mark 9");
    takes(add(rule("192.168.0.1", 80, 80, 77)));
    List<MarkInUse> marks = new OthersMarks(Set::of).read();
    assertTrue(marks.contains(MarkInUse.of(9)), marks.toString());
    assertFalse(marks.contains(MarkInUse.of(77)), marks.toString());
  }

  /** Of the module, which holds its rules besides those of nftables. */
  @Test
  void marksOfTheOlderIptablesAreFound() {
    for (String program : List.of("iptables-legacy", "ip6tables-legacy")) {
      MarkInUse mark = MarkInUse.of(program.startsWith("ip6") ? 0x126 : 0x124);
      String rule = " OUTPUT -j MARK --set-mark " + mark.first();
      run(program + " -t mangle -A" + rule);
      try {
        List<MarkInUse> marks = new OthersMarks(Set::of).read();
        assertTrue(marks.contains(mark), program + ": " + marks);
      } finally {
        run(program + " -t mangle -D" + rule);
      }
    }
  }
}
