package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.LabMachine;

/** The real nf_tables; it removes all rules of the machine that it runs on. */
@Tag("lab")
final class NftClientLabTest {
  private final NftClient client = NftClient.live();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void everyChangeOfAnyTableIsAnotherOne() {
    Optional<Object> before = client.generation();
    assertTrue(before.isPresent());
    assertTrue(client.settle());
    assertEquals(before, client.generation());
    for (String change :
        List.of(
            "add table inet lvsh-generations",
            "add set inet lvsh-generations s { type mark; }",
            "add element inet lvsh-generations s { 1 }",
            "delete element inet lvsh-generations s { 1 }",
            "delete table inet lvsh-generations")) {
      LabMachine.run("nft", change);
      Optional<Object> after = client.generation();
      assertTrue(after.isPresent());
      assertNotEquals(before, after, change);
      before = after;
    }
    LabMachine.run("nft", "list ruleset");
    assertEquals(before, client.generation());
  }

  @Test
  void aTableIsThereWithItsFlagsOrIsNot() {
    assertEquals(OptionalInt.empty(), client.flagsOfTable("lvsh-tables"));
    LabMachine.run("nft", "add table ip lvsh-tables");
    assertEquals(OptionalInt.empty(), client.flagsOfTable("lvsh-tables"));
    LabMachine.run("nft", "add table inet lvsh-tables");
    assertEquals(OptionalInt.of(0), client.flagsOfTable("lvsh-tables"));
    LabMachine.run("nft", "add table inet lvsh-tables { flags dormant; }");
    assertEquals(OptionalInt.of(1), client.flagsOfTable("lvsh-tables"));
    LabMachine.run("nft", "delete table ip lvsh-tables; delete table inet lvsh-tables");
    assertEquals(OptionalInt.empty(), client.flagsOfTable("lvsh-tables"));
  }

  @Test
  void aModuleThatIsLoadedAnewCountsFromTheBeginningAndHasOthers() {
    loadAnew();
    NftClient.Generation before = generation();
    loadAnew();
    assertEquals(before.number(), generation().number());
    assertNotEquals(before, generation());
  }

  private static void loadAnew() {
    LabMachine.run("nft", "flush ruleset");
    LabMachine.run("modprobe", "--remove", "nft_compat", "nf_tables");
    LabMachine.run("modprobe", "nf_tables");
  }

  private NftClient.Generation generation() {
    return (NftClient.Generation) client.generation().orElseThrow();
  }
}
