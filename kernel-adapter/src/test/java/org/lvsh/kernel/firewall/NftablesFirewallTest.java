package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;

final class NftablesFirewallTest {
  private static final String NOTES =
      "{\"set\":{\"family\":\"inet\",\"name\":\"notes\",\"table\":\"lvsh\",\"type\":[\"mark\",\"mark\"],"
          + "\"elem\":[{\"elem\":{\"val\":{\"concat\":[0,0]},\"comment\":\"last-mark 10\"}}]}}";

  private final ScriptedNft nft = new ScriptedNft();
  private final ScriptedKernel kernel = new ScriptedKernel();
  private final Firewall firewall = new NftablesFirewall(nft, kernel);

  /** Answers what it was told to, refuses everything else, and keeps what it was asked. */
  private static final class ScriptedNft implements Nft {
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    @Override
    public String run(String commands) {
      asked.add(commands);
      meanwhile.run();
      return Optional.ofNullable(answers.get(commands))
          .orElseThrow(() -> new KernelException("Operation not permitted"));
    }

    @Override
    public String outline(String command) {
      return run(command);
    }

    @Override
    public void require() {}
  }

  /** Says nothing until it is told what. */
  private static final class ScriptedKernel implements NftKernel {
    private Optional<Object> generation = Optional.empty();
    private boolean settles = true;
    private Table table = Table.UNTOLD;

    @Override
    public Optional<Object> generation() {
      return generation;
    }

    @Override
    public boolean settle() {
      return settles;
    }

    @Override
    public Table table(String name) {
      assertEquals("lvsh", name);
      return table;
    }
  }

  private void hasTable(String outline) {
    nft.answers.put("list tables", "table ip nat\ntable inet lvsh\n");
    nft.answers.put("list table inet lvsh", outline);
  }

  private static String listing(String... objects) {
    return "{\"nftables\":[{\"metainfo\":{}}," + String.join(",", objects) + "]}";
  }

  @Test
  void aMachineWithoutOurTableHoldsNothing() {
    nft.answers.put("list tables", "table ip lvsh\ntable inet lvsh2\n");
    assertEquals(FirewallState.EMPTY, firewall.read());
  }

  @Test
  void aTableWithFlagsIsNeverListedAsJson() {
    hasTable("table inet lvsh {\n\tflags dormant\n\n\tset notes {\n\t}\n}\n");
    nft.answers.put(NftScript.listingNotes(), listing(NOTES));
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
    hasTable("table inet lvsh {\n\tflags dormant\n}\n");
    assertEquals(FirewallState.EMPTY, firewall.read());
    assertTrue(nft.asked.stream().noneMatch(NftScript.listing()::equals));
  }

  @Test
  void flagsOfASetAreNoFlagsOfTheTable() {
    hasTable("table inet lvsh {\n\tmap ranges4 {\n\t\tflags interval\n\t}\n}\n");
    nft.answers.put(NftScript.listing(), listing(NOTES));
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
  }

  @Test
  void aRefusalIsFoundWithoutAskingTheKernel() {
    nft.answers.put("list tables", "");
    Operation[] run = {add(rule("192.168.0.1", 80, 80, 1)), name(WEB, "shop")};
    assertEquals(
        List.of(Outcome.notTried(run[0]), Outcome.refused(run[1], Errno.ESRCH)),
        firewall.apply(List.of(run), key -> false));
    assertEquals(List.of("list tables"), nft.asked);
  }

  @Test
  void whatTheKernelTellsNftIsNotAskedFor() {
    kernel.table = NftKernel.Table.ABSENT;
    assertFalse(firewall.holdsOurs());
    assertEquals(FirewallState.EMPTY, firewall.read());
    assertEquals(List.of(), nft.asked);

    kernel.table = NftKernel.Table.PLAIN;
    nft.answers.put(NftScript.listing(), listing(NOTES));
    assertTrue(firewall.holdsOurs());
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
    assertEquals(List.of(NftScript.listing()), nft.asked);

    kernel.table = NftKernel.Table.FLAGGED;
    hasTable("table inet lvsh {\n\tflags dormant\n\n\tset notes {\n\t}\n}\n");
    nft.answers.put(NftScript.listingNotes(), listing(NOTES));
    nft.asked.clear();
    assertTrue(firewall.holdsOurs());
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
    assertEquals(List.of("list table inet lvsh", NftScript.listingNotes()), nft.asked);
  }

  @Test
  void rulesThatNobodyChangedAreReadOnce() {
    nft.answers.put("list tables", "");
    kernel.generation = Optional.of(1);
    assertEquals(FirewallState.EMPTY, firewall.read());
    assertEquals(FirewallState.EMPTY, firewall.read());
    assertEquals(List.of("list tables"), nft.asked);

    hasTable("table inet lvsh {\n}\n");
    nft.answers.put(NftScript.listing(), listing(NOTES));
    assertEquals(FirewallState.EMPTY, firewall.read());
    kernel.generation = Optional.of(2);
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
  }

  @Test
  void whereNobodyTellsTheyAreReadEachTime() {
    nft.answers.put("list tables", "");
    firewall.read();
    firewall.read();
    assertEquals(List.of("list tables", "list tables"), nft.asked);
  }

  /** A change meanwhile has another generation, whatever of it was in the listing. */
  @Test
  void whatIsChangedWhileItIsReadIsReadAgain() {
    nft.answers.put("list tables", "");
    kernel.generation = Optional.of(1);
    nft.meanwhile = () -> kernel.generation = Optional.of(2);
    for (int asked : new int[] {1, 2, 2}) {
      firewall.read();
      assertEquals(asked, nft.asked.size());
    }
  }

  /** What is still to come of a generation may be missing in the listing. */
  @Test
  void whatMayBeUnderWayIsReadAgain() {
    nft.answers.put("list tables", "");
    kernel.generation = Optional.of(1);
    kernel.settles = false;
    firewall.read();
    kernel.settles = true;
    firewall.read();
    firewall.read();
    assertEquals(2, nft.asked.size());
  }

  @Test
  void afterARefusalEverythingIsReadAnew() {
    nft.answers.put("list tables", "");
    kernel.generation = Optional.of(1);
    firewall.read();
    List<Operation> run = List.of(add(rule("192.168.0.1", 80, 80, 1)));
    assertThrows(KernelException.class, () -> firewall.apply(run, key -> true));
    firewall.read();
    assertEquals(2, nft.asked.stream().filter("list tables"::equals).count());
  }

  /** A table falls asleep, and goes with its owner, without a generation of its own. */
  @Test
  void aBrokenTableIsReadEachTime() {
    hasTable("table inet lvsh {\n\tflags dormant\n\n\tset notes {\n\t}\n}\n");
    nft.answers.put(NftScript.listingNotes(), listing(NOTES));
    kernel.generation = Optional.of(1);
    firewall.read();
    int once = nft.asked.size();
    firewall.read();
    assertEquals(2 * once, nft.asked.size());
  }

  @Test
  void whatTheKernelRefusesIsSaidInItsWords() {
    assertTrue(
        assertThrows(KernelException.class, firewall::read)
            .getMessage()
            .contains("Operation not permitted"));
    nft.answers.put("list tables", "");
    List<Operation> run = List.of(add(rule("192.168.0.1", 80, 80, 1)));
    assertTrue(
        assertThrows(KernelException.class, () -> firewall.apply(run, key -> true))
            .getMessage()
            .contains("nothing was changed: Operation not permitted"));
  }

  @Test
  void aTableThatOthersWroteInIsNotGuessedAt() {
    hasTable("table inet lvsh {\n}\n");
    for (String listing :
        List.of(
            "nonsense",
            "{}",
            listing("{\"map\":{\"name\":\"marks4\",\"elem\":[[\"192.168.0.1\",1]]}}"),
            listing("{\"map\":{\"name\":\"marks4\",\"elem\":[3]}}"),
            listing(NOTES.replace("last-mark 10", "hello")))) {
      nft.answers.put(NftScript.listing(), listing);
      assertThrows(KernelException.class, firewall::read, listing);
    }
  }

  private Firewall withoutLibrary() {
    return new NftablesFirewall(new NativeNft("libnosuch-lvsh.so.1"), kernel);
  }

  /** Also where the kernel says that there is nothing to read, for it must be written. */
  @Test
  void anAbsentLibraryIsSaidToBeAbsent() {
    for (NftKernel.Table table : List.of(NftKernel.Table.ABSENT, NftKernel.Table.UNTOLD)) {
      kernel.table = table;
      Firewall without = withoutLibrary();
      for (Executable question : List.<Executable>of(without::read, without::holdsOurs)) {
        assertTrue(
            assertThrows(FirewallMissingException.class, question, table::name)
                .getMessage()
                .contains("libnosuch-lvsh.so.1"));
      }
    }
  }

  /** Or iptables would be taken in its place, and get a second set of marks and names. */
  @Test
  void aTableThatIsThereWithoutTheLibraryHoldsOursAndSaysWhatToInstall() {
    for (NftKernel.Table table : List.of(NftKernel.Table.PLAIN, NftKernel.Table.FLAGGED)) {
      kernel.table = table;
      assertTrue(withoutLibrary().holdsOurs());
      assertEquals(
          "marks and names of lvsh are in nftables on this machine, and cannot be read there:"
              + " libnosuch-lvsh.so.1 is not there: install libnftables1",
          assertThrows(KernelException.class, withoutLibrary()::read).getMessage());
    }
  }
}
