package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.LabMachine;

/** The real nf_tables; it removes all rules of the machine that it runs on. */
@Tag("lab")
final class NftGenerationsLabTest {
  private final NftGenerations generations = NftGenerations.live();

  @AfterEach
  void close() {
    generations.close();
  }

  @Test
  void everyChangeOfAnyTableIsAnotherOne() {
    Optional<Object> before = generations.now();
    assertTrue(before.isPresent());
    assertEquals(before, generations.now());
    for (String change :
        List.of(
            "add table inet lvsh-generations",
            "add set inet lvsh-generations s { type mark; }",
            "add element inet lvsh-generations s { 1 }",
            "delete element inet lvsh-generations s { 1 }",
            "delete table inet lvsh-generations")) {
      LabMachine.run("nft", change);
      Optional<Object> after = generations.now();
      assertTrue(after.isPresent());
      assertNotEquals(before, after, change);
      before = after;
    }
    LabMachine.run("nft", "list ruleset");
    assertEquals(before, generations.now());
  }

  @Test
  void aModuleThatIsLoadedAnewCountsFromTheBeginningAndHasOthers() {
    loadAnew();
    NftGenerations.Generation before = generation();
    loadAnew();
    assertEquals(before.number(), generation().number());
    assertNotEquals(before, generation());
  }

  private static void loadAnew() {
    LabMachine.run("nft", "flush ruleset");
    LabMachine.run("modprobe", "--remove", "nft_compat", "nf_tables");
    LabMachine.run("modprobe", "nf_tables");
  }

  private NftGenerations.Generation generation() {
    return (NftGenerations.Generation) generations.now().orElseThrow();
  }
}
