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
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.Errno;
import org.lvsh.kernel.model.Mark;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;
import org.lvsh.kernel.netlink.NftElement;
import org.lvsh.kernel.netlink.NftStep;
import org.lvsh.kernel.netlink.NftStructure;

final class NftablesFirewallTest {
  private static final NftStructure WHOLE =
      new NftStructure(
          Set.of("marks4", "ranges4", "marks6", "ranges6", "notes"),
          Map.of("prerouting", 0, "output", 3),
          Map.of(
              "prerouting", Set.of("marks4", "ranges4", "marks6", "ranges6"),
              "output", Set.of("marks4", "ranges4", "marks6", "ranges6")));

  private final ScriptedNft nft = new ScriptedNft();
  private final ScriptedKernel kernel = new ScriptedKernel();
  private final Firewall firewall = new NftablesFirewall(nft, kernel);

  /** Answers what it was told to, refuses everything else, and keeps what it was asked. */
  private static final class ScriptedNft implements Nft {
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    @Override
    public String run(String commands) {
      asked.add(commands);
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

  /** Says nothing until it is told what, and counts how often it is read. */
  private static final class ScriptedKernel implements NftKernel {
    private final Map<String, Set<NftElement>> elements = new HashMap<>();
    private Optional<Object> generation = Optional.empty();
    private boolean settles = true;
    private Table table = Table.UNTOLD;
    private NftStructure structure = WHOLE;
    private Runnable meanwhile = () -> {};
    private Runnable settling = () -> {};
    private Supplier<Optional<String>> answer = Optional::empty;
    private List<NftStep> committed = List.of();
    private int readings;

    void holdsLastMark(long mark) {
      elements.put(
          "notes", Set.of(NftEntries.of(Map.entry(new NotePlace(0, 0), "last-mark " + mark))));
    }

    @Override
    public Optional<Object> generation() {
      return generation;
    }

    @Override
    public boolean settle() {
      settling.run();
      return settles;
    }

    @Override
    public Table table(String name) {
      assertEquals("lvsh", name);
      readings++;
      meanwhile.run();
      return table;
    }

    @Override
    public NftStructure structure(String name) {
      assertEquals("lvsh", name);
      return structure;
    }

    @Override
    public Optional<Set<NftElement>> elements(String table, String set) {
      assertEquals("lvsh", table);
      return Optional.ofNullable(elements.get(set));
    }

    @Override
    public Optional<String> commit(List<NftStep> steps) {
      committed = steps;
      return answer.get();
    }
  }

  @Test
  void aMachineWithoutOurTableHoldsNothing() {
    nft.answers.put("list tables", "table ip lvsh\ntable inet lvsh2\n");
    assertEquals(FirewallState.EMPTY, firewall.read());
  }

  @Test
  void aSleepingTableHoldsNamesAndNoRules() {
    kernel.table = NftKernel.Table.FLAGGED;
    kernel.holdsLastMark(10);
    kernel.elements.put("marks4", Set.of(NftEntries.of(rule("192.168.0.1", 80, 80, 1))));
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
    assertEquals(0, firewall.read().markRules().size());
    kernel.table = NftKernel.Table.PLAIN;
    assertEquals(1, firewall.read().markRules().size());
  }

  @Test
  void soDoesOneThatLacksAPart() {
    kernel.table = NftKernel.Table.PLAIN;
    kernel.holdsLastMark(10);
    kernel.elements.put("marks4", Set.of(NftEntries.of(rule("192.168.0.1", 80, 80, 1))));
    Set<String> maps = WHOLE.lookUps().get("output");
    Set<String> three = Set.of("marks4", "ranges4", "marks6");
    for (NftStructure broken :
        List.of(
            new NftStructure(Set.of("notes"), WHOLE.hooks(), WHOLE.lookUps()),
            new NftStructure(maps, WHOLE.hooks(), WHOLE.lookUps()),
            new NftStructure(WHOLE.sets(), Map.of("prerouting", 0), WHOLE.lookUps()),
            new NftStructure(WHOLE.sets(), Map.of("prerouting", 0, "output", 1), WHOLE.lookUps()),
            new NftStructure(WHOLE.sets(), WHOLE.hooks(), Map.of("prerouting", maps)),
            new NftStructure(
                WHOLE.sets(), WHOLE.hooks(), Map.of("prerouting", maps, "output", three)))) {
      kernel.structure = broken;
      assertEquals(0, firewall.read().markRules().size());
      assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
      firewall.apply(List.of(add(rule("192.168.0.1", 81, 81, 1))), key -> true);
      assertEquals(new NftStep.DeleteTable("lvsh"), kernel.committed.get(0));
    }
  }

  @Test
  void aRefusalIsFoundWithoutAskingTheKernel() {
    nft.answers.put("list tables", "");
    Operation[] run = {add(rule("192.168.0.1", 80, 80, 1)), name(WEB, "shop")};
    assertEquals(
        List.of(Outcome.notTried(run[0]), Outcome.refused(run[1], Errno.ESRCH)),
        firewall.apply(List.of(run), key -> false));
    assertEquals(List.of(), kernel.committed);
  }

  @Test
  void whatTheKernelTellsNftIsNotAskedFor() {
    kernel.table = NftKernel.Table.ABSENT;
    assertFalse(firewall.holdsOurs());
    assertEquals(FirewallState.EMPTY, firewall.read());
    kernel.holdsLastMark(10);
    for (NftKernel.Table table : List.of(NftKernel.Table.PLAIN, NftKernel.Table.FLAGGED)) {
      kernel.table = table;
      assertTrue(firewall.holdsOurs());
      assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
    }
    assertEquals(List.of(), nft.asked);
  }

  @Test
  void rulesThatNobodyChangedAreReadOnce() {
    kernel.table = NftKernel.Table.ABSENT;
    kernel.generation = Optional.of(1);
    assertEquals(FirewallState.EMPTY, firewall.read());
    assertEquals(FirewallState.EMPTY, firewall.read());
    assertEquals(1, kernel.readings);

    kernel.table = NftKernel.Table.PLAIN;
    kernel.holdsLastMark(10);
    assertEquals(FirewallState.EMPTY, firewall.read());
    kernel.generation = Optional.of(2);
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
  }

  /** What was read twice alike is what there was. */
  @Test
  void whereNobodyTellsTheyAreReadEachTime() {
    kernel.table = NftKernel.Table.ABSENT;
    firewall.read();
    assertEquals(2, kernel.readings);
    firewall.read();
    assertEquals(4, kernel.readings);

    kernel.table = NftKernel.Table.PLAIN;
    kernel.meanwhile = () -> kernel.holdsLastMark(Math.min(3, kernel.readings - 4));
    assertEquals(Optional.of(new Mark(3)), firewall.read().lastMark());
    assertEquals(8, kernel.readings);
  }

  /** Its parts may be of before and of after a change. */
  @Test
  void whatIsChangedWhileItIsReadIsReadAgain() {
    kernel.table = NftKernel.Table.PLAIN;
    kernel.generation = Optional.of(1);
    kernel.meanwhile =
        () -> {
          kernel.generation = Optional.of(Math.min(3, kernel.readings + 1));
          kernel.holdsLastMark(kernel.readings);
        };
    assertEquals(Optional.of(new Mark(3)), firewall.read().lastMark());
    assertEquals(3, kernel.readings);
    firewall.read();
    assertEquals(3, kernel.readings);
  }

  @Test
  void whatNeverStandsStillIsNotRead() {
    kernel.table = NftKernel.Table.PLAIN;
    kernel.generation = Optional.of(0);
    kernel.meanwhile =
        () -> {
          kernel.generation = Optional.of(kernel.readings);
          kernel.holdsLastMark(kernel.readings);
        };
    assertTrue(
        assertThrows(KernelException.class, firewall::read)
            .getMessage()
            .contains("other programs keep changing its rules"));
  }

  /** What is still to come of a generation may be missing in the listing. */
  @Test
  void whatMayBeUnderWayIsReadAgain() {
    kernel.table = NftKernel.Table.ABSENT;
    kernel.generation = Optional.of(1);
    kernel.settles = false;
    firewall.read();
    assertEquals(2, kernel.readings);
    kernel.settles = true;
    firewall.read();
    firewall.read();
    assertEquals(3, kernel.readings);
  }

  /** As before Linux 5.3: the number tells nothing then, and two readings must be alike. */
  @Test
  void waitingMayBeAChangeOfItsOwn() {
    kernel.table = NftKernel.Table.PLAIN;
    kernel.generation = Optional.of(0);
    int[] number = {0};
    kernel.settling = () -> kernel.generation = Optional.of(++number[0]);
    kernel.holdsLastMark(10);
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
    assertEquals(2, kernel.readings);
    kernel.holdsLastMark(11);
    assertEquals(Optional.of(new Mark(11)), firewall.read().lastMark());
  }

  @Test
  void othersMayChangeTheirTablesAllTheTime() {
    kernel.table = NftKernel.Table.PLAIN;
    kernel.generation = Optional.of(0);
    kernel.meanwhile = () -> kernel.generation = Optional.of(kernel.readings);
    kernel.holdsLastMark(10);
    assertEquals(Optional.of(new Mark(10)), firewall.read().lastMark());
    assertEquals(2, kernel.readings);
  }

  @Test
  void afterARefusalEverythingIsReadAnew() {
    kernel.table = NftKernel.Table.ABSENT;
    kernel.generation = Optional.of(1);
    kernel.answer = () -> Optional.of("EEXIST");
    firewall.read();
    List<Operation> run = List.of(add(rule("192.168.0.1", 80, 80, 1)));
    assertThrows(KernelException.class, () -> firewall.apply(run, key -> true));
    firewall.read();
    assertEquals(2, kernel.readings);
  }

  /** A table falls asleep, and goes with its owner, without a generation of its own. */
  @Test
  void aBrokenTableIsReadEachTime() {
    kernel.table = NftKernel.Table.FLAGGED;
    kernel.generation = Optional.of(1);
    firewall.read();
    firewall.read();
    assertEquals(2, kernel.readings);
  }

  @Test
  void whatTheKernelRefusesIsSaidInItsWords() {
    assertTrue(
        assertThrows(KernelException.class, firewall::read)
            .getMessage()
            .contains("Operation not permitted"));
    kernel.table = NftKernel.Table.ABSENT;
    kernel.answer = () -> Optional.of("EEXIST");
    List<Operation> run = List.of(add(rule("192.168.0.1", 80, 80, 1)));
    assertTrue(
        assertThrows(KernelException.class, () -> firewall.apply(run, key -> true))
            .getMessage()
            .contains("nothing was changed: EEXIST"));
  }

  @Test
  void whatHasBecomeOfAChangeMayBeUnknown() {
    kernel.table = NftKernel.Table.ABSENT;
    kernel.answer =
        () -> {
          throw new KernelException("no answer");
        };
    List<Operation> run = List.of(add(rule("192.168.0.1", 80, 80, 1)));
    String message =
        assertThrows(KernelException.class, () -> firewall.apply(run, key -> true)).getMessage();
    assertTrue(message.contains("it is not known"), message);
    assertFalse(message.contains("nothing was changed"), message);

    kernel.generation = Optional.of(1);
    message =
        assertThrows(KernelException.class, () -> firewall.apply(run, key -> true)).getMessage();
    assertTrue(message.contains("nothing was changed: no answer"), message);
  }

  /** It may be asleep; taken for broken it would be made anew without its rules. */
  @Test
  void aTableWhoseFlagsNobodyTellsIsNotRead() {
    nft.answers.put("list tables", "table inet lvsh\n");
    kernel.elements.put("marks4", Set.of(NftEntries.of(rule("192.168.0.1", 80, 80, 1))));
    List<Operation> run = List.of(add(rule("192.168.0.1", 81, 81, 1)));
    assertTrue(firewall.holdsOurs());
    assertThrows(KernelException.class, firewall::read);
    assertThrows(KernelException.class, () -> firewall.apply(run, key -> true));
    assertEquals(List.of(), kernel.committed);
  }

  @Test
  void aTableThatOthersWroteInIsNotGuessedAt() {
    kernel.table = NftKernel.Table.PLAIN;
    NftElement rule = NftEntries.of(rule("192.168.0.1", 80, 80, 1));
    NftElement note = NftEntries.of(Map.entry(new NotePlace(0, 0), "hello"));
    for (Map.Entry<String, NftElement> strange :
        List.of(Map.entry("notes", note), Map.entry("notes", rule), Map.entry("marks4", note))) {
      kernel.elements.clear();
      kernel.elements.put(strange.getKey(), Set.of(strange.getValue()));
      assertTrue(
          assertThrows(KernelException.class, firewall::read, strange.toString())
              .getMessage()
              .startsWith("table inet lvsh cannot be read: "));
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
