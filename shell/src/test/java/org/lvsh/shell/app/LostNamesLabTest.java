package org.lvsh.shell.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lvsh.kernel.FirewallKind;

/** Somebody empties the packet filter, where lvsh keeps names and mark rules. */
@Tag("lab")
class LostNamesLabTest {
  @TempDir Path run;

  @BeforeEach
  @AfterEach
  void takeEverythingAway() {
    Lab.empty();
  }

  private Ran lvsh(FirewallKind firewall, String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "--firewall";
    all[1] = firewall.name().toLowerCase(Locale.ROOT);
    all[2] = "--yes";
    System.arraycopy(words, 0, all, 3, words.length);
    return Ran.live(run, all);
  }

  private static void emptyTheFilter(FirewallKind firewall) {
    Lab.bash(
        switch (firewall) {
          case NFTABLES -> "nft flush ruleset";
          case IPTABLES ->
              """
              for iptables in iptables ip6tables; do
                $iptables -t mangle -F
                $iptables -t mangle -X
              done
              """;
        });
  }

  /** What the packet filter keeps for lvsh, without counters and times. */
  private static String kept(FirewallKind firewall) {
    return switch (firewall) {
      case NFTABLES -> Lab.bash("nft list table inet lvsh");
      case IPTABLES ->
          Lab.bash("{ iptables-save -t mangle; ip6tables-save -t mangle; } | grep LVSH")
              .replaceAll("\\[\\d+:\\d+\\]", "");
    };
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewalls")
  void applyPutsBackWhatWasThere(FirewallKind firewall) {
    for (String example : List.of("shop.lvs", "large-shop.lvs")) {
      Lab.empty();
      lvsh(firewall, "apply", Project.example(example)).ends(0);
      String before = kept(firewall);
      Ran shown = lvsh(firewall, "show", "services").ends(0);
      List<String> services = Lab.services();
      emptyTheFilter(firewall);
      assertEquals(shown.output(), lvsh(firewall, "show", "services").ends(0).output());
      lvsh(firewall, "plan").ends(2).tells("gone from the packet filter").says("service shop");
      lvsh(firewall, "apply").ends(0).tells("gone from the packet filter");
      assertEquals(before, kept(firewall));
      assertEquals(services, Lab.services());
      Ran again = lvsh(firewall, "plan").ends(0);
      assertFalse(again.errors().contains("gone from"), again.errors());
    }
  }

  @ParameterizedTest
  @MethodSource("org.lvsh.shell.app.Lab#firewalls")
  void aServiceThatWasRemovedMeanwhileStaysAway(FirewallKind firewall) {
    lvsh(firewall, "apply", Project.example("large-shop.lvs")).ends(0);
    emptyTheFilter(firewall);
    Lab.bash("ipvsadm -D -f 77; ipvsadm -D -t 192.0.2.13:80");
    List<String> services = Lab.services();
    lvsh(firewall, "apply").ends(0);
    assertEquals(services, Lab.services());
    String kept = kept(firewall);
    assertFalse(kept.contains("partners"), kept);
    assertFalse(kept.contains("images "), kept);
    assertFalse(kept.contains("192.0.2.11"), kept);
    assertTrue(kept.contains("mail"), kept);
    assertEquals(services, Lab.services());
    lvsh(firewall, "plan", Project.example("large-shop.lvs"))
        .ends(2)
        .says("+ service partners")
        .says("+ service images");
  }
}
