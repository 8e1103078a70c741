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
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;
import org.lvsh.kernel.model.Outcome;

final class IptablesFirewallTest {
  private final List<String> ran = new ArrayList<>();
  private static final String EMPTY = "*mangle\nCOMMIT\n";

  private static final String SCRIPT =
      """
      *mangle
      :LVSH - [0:0]
      :LVSH-NOTES - [0:0]
      -A LVSH -d 192.168.0.1 -p tcp -m tcp --dport 80:90 -j MARK --set-xmark 0xa/0xffffffff
      -A LVSH-NOTES -m comment --comment "1.0 tcp 192.168.0.1 80 shop shop.lvs"
      -A PREROUTING -j LVSH
      -A OUTPUT -j LVSH
      COMMIT
      """;

  private final Map<String, Integer> allowed = new HashMap<>();
  private String saved = EMPTY;
  private String saved6 = EMPTY;

  private boolean ipv6 = true;

  /** What there is once a command was refused; empty: the same as before. */
  private String afterwards = "";

  /** Keeps what is to be restored, and refuses a command that has had its turns. */
  private final class ScriptedPrograms extends Programs {
    @Override
    boolean has(String program) {
      return true;
    }

    @Override
    String run(List<String> command, String input) {
      String line = String.join(" ", command);
      ran.add(input.isEmpty() ? line : line + "\n" + input);
      Integer left = allowed.computeIfPresent(line, (same, turns) -> turns - 1);
      if (left != null && left < 0) {
        saved = afterwards.isEmpty() ? saved : afterwards;
        throw new KernelException("line 3 failed");
      }
      if (line.equals("iptables-restore --noflush -w 50")) {
        saved = input.contains("-X LVSH") ? EMPTY : asSaved(input);
      }
      return switch (command.get(0)) {
        case "iptables-save" -> saved;
        case "ip6tables-save" -> saved6;
        default -> "";
      };
    }
  }

  private final Firewall firewall = new IptablesFirewall(new ScriptedPrograms(), () -> ipv6);

  private void takes(Operation... run) {
    firewall.apply(List.of(run), key -> true);
  }

  @Test
  void oneFamilyIsOneTransaction() {
    takes(add(rule("192.168.0.1", 80, 90, 10)), name(WEB, "shop"));
    assertEquals(
        List.of(
            "iptables-save -t mangle",
            "ip6tables-save -t mangle",
            "iptables-restore --noflush -w 50 --test\n" + SCRIPT,
            "iptables-restore --noflush -w 50\n" + SCRIPT),
        ran);
  }

  @Test
  void whereTheSecondFamilyIsRefusedTheFirstIsPutBack() {
    allowed.put("ip6tables-restore --noflush -w 50", 0);
    KernelException exception =
        assertThrows(
            KernelException.class,
            () -> takes(add(rule("192.168.0.1", 80, 90, 10)), add(rule("fd00::1", 0, 65535, 10))));
    assertTrue(exception.getMessage().contains("nothing is changed: line 3 failed"));
    assertEquals(
        """
        iptables-restore --noflush -w 50
        *mangle
        -D PREROUTING -j LVSH
        -D OUTPUT -j LVSH
        -F LVSH
        -X LVSH
        -F LVSH-NOTES
        -X LVSH-NOTES
        COMMIT
        """,
        ran.get(ran.size() - 3),
        "before it is read again");
  }

  @Test
  void whereTheFirstCannotBePutBackEitherNobodyKnows() {
    allowed.put("ip6tables-restore --noflush -w 50", 0);
    allowed.put("iptables-restore --noflush -w 50", 1);
    List<Operation> run =
        List.of(add(rule("192.168.0.1", 80, 90, 10)), add(rule("fd00::1", 0, 65535, 10)));
    assertEquals(run.stream().map(Outcome::unknown).toList(), firewall.apply(run, key -> true));
    assertThrows(KernelException.class, firewall::clear);
  }

  /** It was ended since it took too long, and had done its work by then. */
  @Test
  void whatFailedAndIsThereAllTheSameIsNotToldAsRefused() {
    afterwards = asSaved(SCRIPT);
    allowed.put("iptables-restore --noflush -w 50", 0);
    List<Operation> run = List.of(add(rule("192.168.0.1", 80, 90, 10)), name(WEB, "shop"));
    assertEquals(run.stream().map(Outcome::unknown).toList(), firewall.apply(run, key -> true));
  }

  @Test
  void whatCannotBeReadAfterwardsIsNotToldAsRefused() {
    afterwards = "-A LVSH -j ACCEPT\n";
    allowed.put("iptables-restore --noflush -w 50", 0);
    List<Operation> run = List.of(add(rule("192.168.0.1", 80, 90, 10)));
    assertEquals(run.stream().map(Outcome::unknown).toList(), firewall.apply(run, key -> true));
  }

  @Test
  void whereATestFailsNothingIsRestored() {
    allowed.put("ip6tables-restore --noflush -w 50 --test", 0);
    assertThrows(KernelException.class, () -> takes(add(rule("fd00::1", 0, 65535, 10))));
    assertTrue(
        ran.stream()
            .noneMatch(command -> command.startsWith("ip6tables-restore --noflush -w 50\n")));
  }

  /** What somebody's "ip6tables -t mangle -F PREROUTING" leaves, and an export for IPv4 alone. */
  @Test
  void whatAFamilyHasNoUseForGoesThoughNotEveryPacketGetsToIt() {
    for (String left :
        List.of(
            """
            :LVSH - [0:0]
            :LVSH-NOTES - [0:0]
            -A OUTPUT -j LVSH
            -A LVSH -d fd00::1/128 -p tcp -j MARK --set-xmark 0xa/0xffffffff
            """,
            """
            :LVSH - [0:0]
            :LVSH-NOTES - [0:0]
            -A OUTPUT -j LVSH
            """)) {
      saved = EMPTY;
      saved6 = "*mangle\n" + left + "COMMIT\n";
      takes(add(rule("192.168.0.1", 80, 90, 10)));
      assertTrue(
          ran.contains(
              """
              ip6tables-restore --noflush -w 50
              *mangle
              -D OUTPUT -j LVSH
              -F LVSH
              -X LVSH
              -F LVSH-NOTES
              -X LVSH-NOTES
              COMMIT
              """),
          ran.toString());
      ran.clear();
    }
  }

  @Test
  void rulesThatNobodyWantsGoWhereTheNotesStay() {
    saved =
        """
        *mangle
        :LVSH - [0:0]
        :LVSH-NOTES - [0:0]
        -A OUTPUT -j LVSH
        -A LVSH -d 192.168.0.1/32 -p tcp -j MARK --set-xmark 0xa/0xffffffff
        -A LVSH-NOTES -m comment --comment "1.0 tcp 192.168.0.1 80 shop shop.lvs"
        COMMIT
        """;
    takes(add(rule("fd00::1", 0, 65535, 10)));
    assertTrue(
        ran.stream().anyMatch(command -> command.startsWith("iptables-restore --noflush -w 50\n")),
        ran.toString());
  }

  @Test
  void withoutIpv6NobodyIsAskedForItsRules() {
    ipv6 = false;
    assertFalse(firewall.holdsOurs());
    takes(add(rule("192.168.0.1", 80, 90, 10)), name(WEB, "shop"));
    assertEquals(1, firewall.read().markRules().size());
    firewall.clear();
    assertTrue(ran.stream().noneMatch(command -> command.startsWith("ip6")), ran.toString());
  }

  @Test
  void withoutIpv6ItsPacketsCannotBeMarked() {
    ipv6 = false;
    KernelException refused =
        assertThrows(
            KernelException.class,
            () -> takes(add(rule("192.168.0.1", 80, 90, 10)), add(rule("fd00::1", 80, 90, 10))));
    assertEquals(
        "packets to fd00::1 cannot be marked, for this machine has no IPv6; nothing is changed",
        refused.getMessage());
    assertTrue(ran.stream().noneMatch(command -> command.contains("restore")), ran.toString());
  }

  /** As iptables-nft-save does for rules of nft that iptables has no words for. */
  @Test
  void aTableThatIsNotListedMayHoldOurs() {
    saved6 = "# Table `mangle' is incompatible, use 'nft' tool.\n";
    for (Executable question : List.<Executable>of(firewall::holdsOurs, firewall::read)) {
      KernelException leftOut = assertThrows(KernelException.class, question);
      assertTrue(
          leftOut.getMessage().contains("ip6tables-save cannot list the table mangle"),
          leftOut.getMessage());
      assertTrue(leftOut.hint().orElseThrow().contains("'nft list table ip6 mangle'"));
    }
    saved6 = "# Table `nat' is incompatible, use 'nft' tool.\n" + EMPTY;
    assertFalse(firewall.holdsOurs());
  }

  @Test
  void rulesOfOthersInOurChainAreNotGuessedAt() {
    for (String line :
        List.of(
            "-A LVSH -j ACCEPT",
            "-A LVSH -d 192.168.0.0/24 -p tcp -j MARK --set-xmark 0xa/0xffffffff",
            "-A LVSH-NOTES -m comment --comment \"1.0 hello\"",
            "-A LVSH-NOTES -m comment --comment hello")) {
      saved = line + "\n";
      assertThrows(KernelException.class, firewall::read, line);
    }
  }

  @Test
  void everyContentIsReadBack() {
    for (long seed = 1; seed <= 40; seed++) {
      FirewallState state = new RandomStates(new Random(seed)).next();
      TreeMap<MarkRule.Match, MarkRule> rules = new TreeMap<>(state.markRules());
      IptablesContents contents = IptablesContents.of(rules, Notes.NONE.changedTo(state).pieces());
      String script = IptablesScript.between(IptablesContents.ABSENT, contents);
      IptablesContents read = IptablesReader.contents(asSaved(script));
      assertEquals(contents.rules(), read.rules(), "seed " + seed);
      assertEquals(contents.notes(), read.notes(), "seed " + seed);
    }
  }

  /** Addresses are saved with their prefixes. */
  private static String asSaved(String script) {
    return script
        .replaceAll("-d (\\S+:\\S+)", "-d $1/128")
        .replaceAll("-d ([0-9.]+) ", "-d $1/32 ");
  }
}
