package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceNatTest {
  private static IptablesSaves saves(Map<String, String> listings) {
    return new IptablesSaves(new SavingPrograms(listings), () -> true, Path.of("/nowhere"));
  }

  /** An nft with one table, and a rule in it. */
  private static Nft nft(String rule) {
    return new Nft() {
      @Override
      public void require() {}

      @Override
      public String run(String commands) {
        throw new AssertionError("only text is asked for");
      }

      @Override
      public String outline(String command) {
        return command.equals("list tables")
            ? "table ip shop\n"
            : "table ip shop {\n\tchain post {\n\t\t" + rule + "\n\t}\n}\n";
      }
    };
  }

  private static Nft noNft() {
    return new Nft() {
      @Override
      public void require() {
        throw new FirewallMissingException("no nft", null);
      }

      @Override
      public String run(String commands) {
        throw new FirewallMissingException("no nft", null);
      }

      @Override
      public String outline(String command) {
        throw new FirewallMissingException("no nft", null);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "masquerade",
        "oifname \"eth0\" masquerade",
        "oifname \"eth0\" counter packets 0 bytes 0 masquerade fully-random",
        "masquerade to :1024-2048",
        "masquerade comment \"the office\"",
        "ip saddr 10.0.0.0/8 snat to 192.0.2.1",
        "snat ip to 192.0.2.1",
        "snat ip prefix to ip saddr map { 10.0.0.0/8 : 192.0.2.0/24 }"
      })
  void aRuleOfNftablesIsFound(String rule) {
    assertTrue(new SourceNat(nft(rule), saves(Map.of())).isThere(), rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accept",
        "jump masquerade",
        "goto snat",
        "chain masquerade {",
        "dnat to 10.0.0.1",
        "accept comment \"no masquerade\"",
        "log prefix \"snat to \""
      })
  void whatOnlySpeaksOfItIsNone(String rule) {
    assertFalse(new SourceNat(nft(rule), saves(Map.of())).isThere(), rule);
  }

  @Test
  void aRuleOfIptablesIsFound() {
    for (String target : List.of("SNAT --to-source 192.0.2.1", "MASQUERADE", "NETMAP --to x")) {
      Map<String, String> listing = Map.of("iptables-save", "-A POSTROUTING -j " + target);
      assertTrue(new SourceNat(noNft(), saves(listing)).isThere(), target);
    }
    Map<String, String> listing = Map.of("ip6tables-save", "-A PREROUTING -j DNAT\n:SNAT - [0:0]");
    assertFalse(new SourceNat(noNft(), saves(listing)).isThere());
  }
}
