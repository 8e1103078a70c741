package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IptablesSavesTest {
  private static final String NFT = "xtables-nft-multi";
  private static final String LEGACY = "xtables-legacy-multi";

  /** As Debian has them. */
  private static final Map<String, String> LINKS =
      Map.of(
          "iptables-save", NFT,
          "ip6tables-save", NFT,
          "iptables-nft-save", NFT,
          "ip6tables-nft-save", NFT,
          "iptables-legacy-save", LEGACY,
          "ip6tables-legacy-save", LEGACY);

  private static final Optional<List<String>> UNTOLD = Optional.empty();

  @TempDir Path network;

  private SavingPrograms programs(Map<String, String> links) {
    return new SavingPrograms(
        Map.of(
            "iptables-save", "1",
            "ip6tables-save", "2",
            "iptables-nft-save", "3",
            "ip6tables-nft-save", "4",
            "iptables-legacy-save", "5",
            "ip6tables-legacy-save", "6"),
        links);
  }

  private List<String> run(boolean ipv6, Optional<List<String>> tables) {
    SavingPrograms programs = programs(LINKS);
    Map<String, String> said = new IptablesSaves(programs, () -> ipv6, network).thatTell(tables);
    assertEquals(programs.run(), List.copyOf(said.keySet()));
    return programs.run();
  }

  @Test
  void aProgramOfTwoNamesIsRunOnce() throws IOException {
    Files.createFile(network.resolve("ip_tables_names"));
    Files.createFile(network.resolve("ip6_tables_names"));
    assertEquals(
        List.of("iptables-save", "ip6tables-save", "iptables-legacy-save", "ip6tables-legacy-save"),
        run(true, UNTOLD));
  }

  @Test
  void filesOfTheirOwnAreAllRun() {
    SavingPrograms programs = programs(Map.of());
    Map<String, String> said =
        new IptablesSaves(programs, () -> true, network).thatTell(Optional.of(List.of()));
    assertEquals(List.of("1", "2", "5", "6", "3", "4"), List.copyOf(said.values()));
  }

  @Test
  void withoutIpv6NobodyIsAskedForItsRules() throws IOException {
    Files.createFile(network.resolve("ip6_tables_names"));
    assertEquals(List.of("iptables-save"), run(false, UNTOLD));
  }

  @Test
  void withoutItsModuleTheLegacyOneHasNothingToTell() throws IOException {
    assertEquals(List.of("iptables-save", "ip6tables-save"), run(true, UNTOLD));
    Files.createFile(network.resolve("ip6_tables_names"));
    assertEquals(
        List.of("iptables-save", "ip6tables-save", "ip6tables-legacy-save"), run(true, UNTOLD));
  }

  @Test
  void whereNothingIsKnownOfTheModuleItIsAsked() {
    SavingPrograms programs = programs(LINKS);
    new IptablesSaves(programs, () -> true, network.resolve("nowhere")).thatTell(UNTOLD);
    assertEquals(4, programs.run().size());
  }

  @Test
  void withoutATableOfItsOwnTheOneOfNftablesHasNothingToTell() {
    assertEquals(List.of(), run(true, Optional.of(List.of())));
    assertEquals(
        List.of(),
        run(true, Optional.of(List.of("inet filter", "ip lvsh", "bridge nat", "arp filter"))));
    assertEquals(List.of("iptables-save"), run(true, Optional.of(List.of("ip nat"))));
    assertEquals(List.of("ip6tables-save"), run(true, Optional.of(List.of("ip6 mangle"))));
  }
}
