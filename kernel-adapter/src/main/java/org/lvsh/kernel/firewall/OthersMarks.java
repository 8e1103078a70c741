package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lvsh.kernel.KernelException;

/**
 * The marks of others that programs tell: those of the routing policy, and those of iptables, whose
 * rules nft lists without their marks.
 */
final class OthersMarks {
  private static final List<String> SAVES =
      List.of(
          "iptables-save",
          "ip6tables-save",
          "iptables-legacy-save",
          "ip6tables-legacy-save",
          "iptables-nft-save",
          "ip6tables-nft-save");

  private final Programs programs;

  OthersMarks(Programs programs) {
    this.programs = programs;
  }

  /**
   * The marks in {@code ip rule} and in the rules of every iptables there is.
   *
   * @param ours whether a line of iptables-save is of our own
   */
  List<MarkInUse> read(Predicate<String> ours) {
    List<MarkInUse> marks = new ArrayList<>();
    for (String family : List.of("-4", "-6")) {
      marks.addAll(routing(programs.run(List.of("ip", family, "-j", "rule", "show"), "")));
    }
    for (String save : SAVES) {
      if (programs.has(save)) {
        programs
            .run(List.of(save), "")
            .lines()
            .filter(ours.negate())
            .forEach(line -> marks.addAll(MarkWords.ofIptables(line)));
      }
    }
    return marks.stream().distinct().toList();
  }

  private static List<MarkInUse> routing(String listing) {
    try {
      return MarkWords.ofRoutingRules(listing);
    } catch (IllegalArgumentException strange) {
      throw new KernelException("the routing policy cannot be read: " + listing, strange);
    }
  }
}
