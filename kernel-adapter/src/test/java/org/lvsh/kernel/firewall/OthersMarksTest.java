package org.lvsh.kernel.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.MarkInUse;

final class OthersMarksTest {
  private static OthersMarks others(Map<String, String> saved, MarkInUse... ofRouting) {
    IptablesSaves saves =
        new IptablesSaves(new SavingPrograms(saved), () -> true, Path.of("/nowhere"));
    Set<MarkInUse> routing = new LinkedHashSet<>(List.of(ofRouting));
    return new OthersMarks(new NativeNft("libnosuch-lvsh.so.1"), saves, () -> routing);
  }

  @Test
  void marksOfTheRoutingPolicyAndOfIptablesAreFoundOnce() {
    Map<String, String> saved =
        Map.of(
            "iptables-save", "-A OUTPUT -j MARK --set-xmark 0x3/0xffffffff\n",
            "ip6tables-save", "-A OUTPUT -m mark --mark 0x1 -j ACCEPT\n");
    assertEquals(
        List.of(MarkInUse.of(2), MarkInUse.of(1), MarkInUse.of(3)),
        others(saved, MarkInUse.of(2), MarkInUse.of(1)).read());
  }

  /** nft would list its own rules in there, where it is to be had. */
  @Test
  void aTableThatNeitherIptablesNorNftListsIsNotTakenForEmpty() {
    Map<String, String> saved =
        Map.of("iptables-save", "# Table `mangle' is incompatible, use 'nft' tool.\n");
    KernelException leftOut = assertThrows(KernelException.class, others(saved)::read);
    assertEquals(
        "iptables-save cannot list the table mangle, for it has rules that only nft knows",
        leftOut.getMessage());
  }
}
