package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.MarkInUse;

final class OthersMarksTest {
  private final Map<String, String> says = new TreeMap<>();
  private boolean ipv6 = true;
  private final OthersMarks others =
      new OthersMarks(new NativeNft("libnosuch-lvsh.so.1"), new ScriptedPrograms(), () -> ipv6);

  /** Has those that say something; what begins with '!' fails. */
  private final class ScriptedPrograms extends Programs {
    @Override
    boolean has(String program) {
      return says.keySet().stream().anyMatch(command -> command.split(" ", 2)[0].equals(program));
    }

    @Override
    String run(List<String> command, String input) {
      String said = says.getOrDefault(String.join(" ", command), "!unknown");
      if (said.startsWith("!")) {
        throw new KernelException(command.get(0) + ": " + said.substring(1));
      }
      return said;
    }
  }

  @Test
  void marksOfTheRoutingPolicyOfBothFamiliesAndOfIptablesAreFound() {
    says.put("ip -4 -j rule show", "[{\"fwmark\":\"0x1\"}]");
    says.put("ip -6 -j rule show", "[{\"fwmark\":\"0x2\"}]");
    says.put("iptables-save", "-A OUTPUT -j MARK --set-xmark 0x3/0xffffffff\n");
    assertEquals(List.of(MarkInUse.of(1), MarkInUse.of(2), MarkInUse.of(3)), others.read());
  }

  @Test
  void withoutIpv6NobodyIsAskedForItsRules() {
    ipv6 = false;
    says.put("ip -4 -j rule show", "[{\"fwmark\":\"0x1\"}]");
    says.put("ip6tables-save", "!Address family not supported by protocol");
    assertEquals(List.of(MarkInUse.of(1)), others.read());
  }

  /** As where the kernel has IPv6, and no policy routing for it. */
  @Test
  void aFamilyWithoutRulesHasNone() {
    says.put("ip -4 -j rule show", "[{\"fwmark\":\"0x1\"}]");
    says.put("ip -6 -j rule show", "!RTNETLINK answers: Address family not supported by protocol");
    assertEquals(List.of(MarkInUse.of(1)), others.read());
    says.put("ip -6 -j rule show", "!Operation not permitted");
    assertThrows(KernelException.class, others::read);
  }

  /** nft would list its own rules in there, where it is to be had. */
  @Test
  void aTableThatNeitherIptablesNorNftListsIsNotTakenForEmpty() {
    says.put("iptables-save", "# Table `mangle' is incompatible, use 'nft' tool.\n");
    KernelException leftOut = assertThrows(KernelException.class, others::read);
    assertEquals(
        "iptables-save cannot list the table mangle, for it has rules that only nft knows",
        leftOut.getMessage());
  }
}
