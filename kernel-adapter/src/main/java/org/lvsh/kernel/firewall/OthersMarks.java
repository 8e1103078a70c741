package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.lvsh.kernel.KernelException;
import org.lvsh.kernel.model.MarkInUse;

/**
 * The marks that others use on a machine: those of the routing policy, those of iptables, whose
 * rules nft lists without their marks, and those of nftables where its library is there. Whichever
 * of them keeps our own marks, these are left out.
 */
public final class OthersMarks {
  /** The programs that list rules of iptables, as far as they are on a machine. */
  static final List<String> SAVES =
      List.of(
          "iptables-save",
          "ip6tables-save",
          "iptables-legacy-save",
          "ip6tables-legacy-save",
          "iptables-nft-save",
          "ip6tables-nft-save");

  private final Nft nft;
  private final Programs programs;

  /** Those of this machine. */
  public OthersMarks() {
    this(new NativeNft(LibNftables.FILE), new Programs());
  }

  OthersMarks(Nft nft, Programs programs) {
    this.nft = nft;
    this.programs = programs;
  }

  /**
   * The marks, as far as they can be read.
   *
   * @throws KernelException where one of the three is there and cannot be read
   */
  public List<MarkInUse> read() {
    Set<MarkInUse> marks = new LinkedHashSet<>();
    if (programs.has("ip")) {
      for (String family : List.of("-4", "-6")) {
        marks.addAll(routing(programs.run(List.of("ip", family, "-j", "rule", "show"), "")));
      }
    }
    for (String save : SAVES) {
      if (programs.has(save)) {
        programs
            .run(List.of(save), "")
            .lines()
            .filter(line -> !IptablesReader.isOurs(line))
            .forEach(line -> marks.addAll(MarkWords.ofIptables(line)));
      }
    }
    try {
      marks.addAll(nftables());
    } catch (FirewallMissingException absent) {
      return List.copyOf(marks);
    }
    return List.copyOf(marks);
  }

  private static List<MarkInUse> routing(String listing) {
    try {
      return MarkWords.ofRoutingRules(listing);
    } catch (IllegalArgumentException strange) {
      throw new KernelException("the routing policy cannot be read: " + listing, strange);
    }
  }

  private List<MarkInUse> nftables() {
    List<MarkInUse> marks = new ArrayList<>();
    for (String table : NftOutline.tables(asked(() -> nft.outline("list tables")))) {
      if (!table.equals(NftJson.OURS)) {
        marks.addAll(marksIn(table));
      }
    }
    return marks;
  }

  private List<MarkInUse> marksIn(String table) {
    String outline = asked(() -> nft.outline("list table " + table));
    if (NftOutline.hasFlags(outline)) {
      return MarkWords.ofNft(outline);
    }
    String[] familyAndName = table.split(" ", 2);
    String question = NftScript.listing(familyAndName[0], familyAndName[1]);
    String listing = asked(() -> nft.run(question));
    try {
      return NftMarks.of(listing);
    } catch (IllegalArgumentException strange) {
      throw new KernelException(
          "table " + table + " cannot be read: " + strange.getMessage(), strange);
    }
  }

  private static String asked(Supplier<String> question) {
    try {
      return question.get();
    } catch (KernelException refused) {
      throw new KernelException("nftables cannot be read: " + refused.getMessage(), refused);
    }
  }
}
