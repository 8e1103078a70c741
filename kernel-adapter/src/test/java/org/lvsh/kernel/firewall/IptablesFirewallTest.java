package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lvsh.kernel.Samples.WEB;
import static org.lvsh.kernel.Samples.add;
import static org.lvsh.kernel.Samples.name;
import static org.lvsh.kernel.Samples.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.MarkRule;
import org.lvsh.kernel.model.Operation;

final class IptablesFirewallTest {
  private final List<String> ran = new ArrayList<>();
  private String refused = "nothing";
  private String saved = "*mangle\nCOMMIT\n";
  private String saved6 = "*mangle\nCOMMIT\n";

  /** Saves what it was told to, keeps what is to be restored, and refuses one command. */
  private final class ScriptedPrograms extends Programs {
    @Override
    boolean has(String program) {
      return true;
    }

    @Override
    String run(List<String> command, String input) {
      String line = String.join(" ", command);
      ran.add(input.isEmpty() ? line : line + "\n" + input);
      if (line.equals(refused)) {
        throw new KernelException("line 3 failed");
      }
      return switch (command.get(0)) {
        case "iptables-save" -> saved;
        case "ip6tables-save" -> saved6;
        default -> "";
      };
    }
  }

  private final Firewall firewall = new IptablesFirewall(new ScriptedPrograms());

  private void takes(Operation... run) {
    firewall.apply(List.of(run), key -> true);
  }

  @Test
  void oneFamilyIsOneTransaction() {
    takes(add(rule("192.168.0.1", 80, 90, 10)), name(WEB, "shop"));
    String script =
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
    assertEquals(
        List.of(
            "iptables-save -t mangle",
            "ip6tables-save -t mangle",
            "iptables-restore --noflush -w --test\n" + script,
            "iptables-restore --noflush -w\n" + script),
        ran);
  }

  @Test
  void whereTheSecondFamilyIsRefusedTheFirstIsPutBack() {
    refused = "ip6tables-restore --noflush -w";
    KernelException exception =
        assertThrows(
            KernelException.class,
            () -> takes(add(rule("192.168.0.1", 80, 90, 10)), add(rule("fd00::1", 0, 65535, 10))));
    assertTrue(exception.getMessage().contains("nothing is changed: line 3 failed"));
    assertEquals(
        """
        iptables-restore --noflush -w
        *mangle
        -D PREROUTING -j LVSH
        -D OUTPUT -j LVSH
        -F LVSH
        -X LVSH
        -F LVSH-NOTES
        -X LVSH-NOTES
        COMMIT
        """,
        ran.get(ran.size() - 1));
  }

  @Test
  void whereATestFailsNothingIsRestored() {
    refused = "ip6tables-restore --noflush -w --test";
    assertThrows(KernelException.class, () -> takes(add(rule("fd00::1", 0, 65535, 10))));
    assertTrue(
        ran.stream().noneMatch(command -> command.startsWith("ip6tables-restore --noflush -w\n")));
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
      saved6 = "*mangle\n" + left + "COMMIT\n";
      takes(add(rule("192.168.0.1", 80, 90, 10)));
      assertTrue(
          ran.contains(
              """
              ip6tables-restore --noflush -w
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
        ran.stream().anyMatch(command -> command.startsWith("iptables-restore --noflush -w\n")),
        ran.toString());
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
      String asSaved = script.replaceAll("-d (\\S+:\\S+)", "-d $1/128");
      asSaved = asSaved.replaceAll("-d ([0-9.]+) ", "-d $1/32 ");
      assertEquals(contents.rules(), IptablesReader.contents(asSaved).rules(), "seed " + seed);
      assertEquals(contents.notes(), IptablesReader.contents(asSaved).notes(), "seed " + seed);
    }
  }
}
