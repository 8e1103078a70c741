package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.live.LiveNft;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.MarkInUse;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Operation.ClearOwnership;
import org.lvsh.kernel.model.Operation.RemoveMarkRule;
import org.lvsh.kernel.model.Operation.SetLastMark;

/** The real nftables; it changes the rules of the machine, or of the namespace, that it runs on. */
@Tag("lab")
final class NftablesLabTest implements FirewallRules {
  private static final String OTHERS =
      """
      table inet others {
        chain c {
          type filter hook prerouting priority 0
          meta mark set meta mark and 0xffffff00 or 0x20
        }
      }
      """;

  private final Programs programs = new Programs();
  private final Firewall firewall = new NftablesFirewall(new LiveNft());

  @Override
  public Firewall firewall() {
    return firewall;
  }

  @BeforeEach
  @AfterEach
  void emptyTheTables() {
    nft("table inet lvsh; delete table inet lvsh; table inet others; delete table inet others");
  }

  private String nft(String commands) {
    return programs.run(List.of("nft", "-f", "-"), commands);
  }

  private void takes(Operation... run) {
    firewall.apply(List.of(run), key -> true);
  }

  @Test
  void theTableComesAndGoesAndOthersStay() {
    nft(OTHERS);
    String before = nft("list ruleset");
    takes(add(rule("192.168.0.1", 80, 80, 1)), name(WEB, "shop"));
    assertTrue(nft("list tables").contains("table inet lvsh"));
    takes(new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)), new ClearOwnership(WEB));
    assertEquals(before, nft("list ruleset"));
  }

  @Test
  void theLastMarkKeepsTheTable() {
    takes(add(rule("192.168.0.1", 80, 80, 1)), new SetLastMark(new Mark(1)));
    takes(new RemoveMarkRule(rule("192.168.0.1", 80, 80, 1)));
    assertTrue(nft("list tables").contains("table inet lvsh"));
  }

  @Test
  void aBrokenTableHoldsNoRulesAndIsMadeAnew() {
    for (String harm :
        List.of(
            "flush chain inet lvsh output",
            "add table inet lvsh { flags dormant; }",
            "flush chain inet lvsh prerouting; delete chain inet lvsh prerouting")) {
      takes(add(rule("192.168.0.1", 80, 80, 1)), name(WEB, "shop"));
      nft(harm);
      assertTrue(firewall.read().markRules().isEmpty(), harm);
      assertEquals("shop", firewall.read().ownership().get(WEB).name(), harm);
      takes(add(rule("192.168.0.1", 80, 81, 2)));
      assertEquals(1, firewall.read().markRules().size(), harm);
      takes(new RemoveMarkRule(rule("192.168.0.1", 80, 81, 2)));
    }
  }

  @Test
  void whatNftSavesItLoads() {
    takes(RandomStates.between(FirewallState.EMPTY, sample()).toArray(Operation[]::new));
    String saved = nft("list table inet lvsh");
    nft("delete table inet lvsh");
    nft(saved);
    assertEquals(sample(), firewall.read());
  }

  /** nft keeps things of its own with a set, by which it words what is in there. */
  @Test
  void nftListsTheTableAsOneThatItHasMade() {
    takes(RandomStates.between(FirewallState.EMPTY, sample()).toArray(Operation[]::new));
    String structure = structure();
    String saved = nft("list table inet lvsh");
    nft("delete table inet lvsh");
    nft(saved);
    assertEquals(structure, structure());
    for (String chain : List.of("prerouting", "output")) {
      String type = chain.equals("output") ? "route" : "filter";
      assertTrue(
          structure.contains(
              """
              \tchain %s {
              \t\ttype %s hook %s priority mangle; policy accept;
              \t\tmeta mark set ip daddr . meta l4proto . th dport map @marks4
              \t\tmeta mark set ip daddr . meta l4proto . th dport map @ranges4
              \t\tmeta mark set ip6 daddr . meta l4proto . th dport map @marks6
              \t\tmeta mark set ip6 daddr . meta l4proto . th dport map @ranges6
              \t}
              """
                  .formatted(chain, type, chain)),
          structure);
    }
  }

  private String structure() {
    return programs.run(List.of("nft", "-t", "list", "table", "inet", "lvsh"), "");
  }

  private static FirewallState sample() {
    return new RandomStates(new Random(42)).next();
  }

  @Test
  void manyRangesAreReplacedWithTheTable() {
    List<MarkRule> ranges =
        IntStream.rangeClosed(1, NftChange.MOST_RANGES_TAKEN_OUT + 1)
            .mapToObj(at -> rule("192.168.0.1", at * 10, at * 10 + 5, at))
            .toList();
    takes(ranges.stream().map(Operation.AddMarkRule::new).toArray(Operation[]::new));
    String handle = handleOfTable();
    takes(new RemoveMarkRule(ranges.get(0)));
    assertEquals(handle, handleOfTable());
    takes(add(ranges.get(0)));
    List<Operation> all = new ArrayList<>();
    ranges.forEach(range -> all.add(new RemoveMarkRule(range)));
    all.add(add(rule("192.168.0.1", 0, 65535, 9)));
    takes(all.toArray(Operation[]::new));
    assertFalse(handle.equals(handleOfTable()));
    assertEquals(1, firewall.read().markRules().size());
  }

  private String handleOfTable() {
    return programs.run(List.of("nft", "-j", "list", "tables"), "");
  }

  @Test
  void marksOfOthersAreFoundAndOursAreNotAmongThem() {
    nft(OTHERS);
    takes(add(rule("192.168.0.1", 80, 80, 77)));
    List<MarkInUse> marks = new OthersMarks(Set::of).read();
    assertTrue(marks.contains(MarkInUse.of(0x20, 0xFF)), marks.toString());
    assertFalse(marks.contains(MarkInUse.of(77)), marks.toString());
  }
}
