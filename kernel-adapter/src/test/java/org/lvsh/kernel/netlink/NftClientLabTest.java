package org.lvsh.kernel.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.LabMachine;
import org.lvsh.kernel.model.Errno;

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

  private static final String TABLE = "lvsh-elements";

  private static NftElement number(int number, String comment) {
    ByteBuffer key = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, number);
    return new NftElement(key, Optional.empty(), Optional.empty(), Optional.of(comment));
  }

  private static NftStep marks(int id, String name) {
    return new NftStep.CreateSet(TABLE, name, id, 19, List.of(4), false, OptionalInt.empty());
  }

  private static Set<NftElement> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> number(number, "no. " + number))
        .collect(Collectors.toSet());
  }

  /** As many as there are names of 50,000 services: one datagram of some megabytes. */
  @Test
  void aTransactionMayBeLong() {
    Set<NftElement> many = numbers(1, 50_000);
    assertEquals(
        Optional.empty(),
        client.commit(
            List.of(
                new NftStep.CreateTable(TABLE),
                marks(1, "s"),
                new NftStep.CreateElements(TABLE, "s", List.copyOf(many)))));
    assertEquals(many, client.elements(TABLE, "s").orElseThrow());
    assertEquals(Optional.empty(), client.commit(List.of(new NftStep.DeleteTable(TABLE))));
    assertEquals(Optional.empty(), client.elements(TABLE, "s"));
  }

  @Test
  void aTransactionIsCarriedOutWholeOrNotAtAll() {
    client.commit(
        List.of(
            new NftStep.CreateTable(TABLE),
            marks(1, "s"),
            marks(2, "empty"),
            new NftStep.CreateElements(TABLE, "s", List.copyOf(numbers(1, 2)))));
    assertEquals(Optional.of(Set.of()), client.elements(TABLE, "empty"));
    NftStep puts = new NftStep.CreateElements(TABLE, "s", List.copyOf(numbers(2, 3)));
    NftStep takes = new NftStep.DeleteElements(TABLE, "s", List.copyOf(numbers(2, 3)));
    NftStep third = new NftStep.CreateElements(TABLE, "s", List.copyOf(numbers(3, 3)));
    assertEquals(
        Optional.of(new NftClient.Refusal(Errno.EEXIST, OptionalInt.of(1))),
        client.commit(List.of(third, puts)));
    assertEquals(
        Optional.of(new NftClient.Refusal(Errno.ENOENT, OptionalInt.of(0))),
        client.commit(List.of(takes, third)));
    assertEquals(numbers(1, 2), client.elements(TABLE, "s").orElseThrow());
    assertEquals(Optional.empty(), client.commit(List.of(third, takes)));
    assertEquals(numbers(1, 1), client.elements(TABLE, "s").orElseThrow());
    assertEquals(
        Optional.of(new NftClient.Refusal(Errno.EEXIST, OptionalInt.of(0))),
        client.commit(List.of(new NftStep.CreateTable(TABLE))));
    LabMachine.run("nft", "delete table inet " + TABLE);
  }

  @Test
  void whatNftWroteIsRead() {
    LabMachine.run(
        "nft",
        "add table inet %1$s; add set inet %1$s s { type mark; };".formatted(TABLE)
            + " add element inet %s s { 7 comment \"seven\", 8 };".formatted(TABLE)
            + " add chain inet %1$s c { type filter hook output priority 0; };".formatted(TABLE)
            + " add chain inet %s d;".formatted(TABLE)
            + " add rule inet %s d meta mark @s accept;".formatted(TABLE)
            + " add rule inet %s c meta l4proto tcp accept".formatted(TABLE));
    assertEquals(
        Set.of(Optional.of("seven"), Optional.empty()),
        client.elements(TABLE, "s").orElseThrow().stream()
            .map(NftElement::comment)
            .collect(Collectors.toSet()));
    assertEquals(
        new NftStructure(Set.of("s"), Map.of("c", 3), Map.of("c", Set.of(), "d", Set.of("s"))),
        client.structure(TABLE));
    assertEquals(Optional.empty(), client.elements(TABLE, "t"));
    LabMachine.run("nft", "delete table inet " + TABLE);
    assertEquals(new NftStructure(Set.of(), Map.of(), Map.of()), client.structure(TABLE));
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
