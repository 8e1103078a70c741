package org.lvsh.kernel.firewall;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
  private static final List<String> SAVES =
      List.of(
          "iptables-save",
          "ip6tables-save",
          "iptables-legacy-save",
          "ip6tables-legacy-save",
          "iptables-nft-save",
          "ip6tables-nft-save");

  /** What {@code ip} says of a family that the kernel has no routing rules for. */
  private static final String NO_FAMILY = "Address family not supported";

  private final Nft nft;
  private final Programs programs;
  private final BooleanSupplier ipv6;

  /** Those of this machine. */
  public OthersMarks() {
    this(new NativeNft(LibNftables.FILE), new Programs(), Ipv6::isHere);
  }

  OthersMarks(Nft nft, Programs programs, BooleanSupplier ipv6) {
    this.nft = nft;
    this.programs = programs;
    this.ipv6 = ipv6;
  }

  /** The programs that list rules of iptables; without IPv6 its own ones fail. */
  static List<String> saves(boolean ipv6) {
    return SAVES.stream().filter(save -> ipv6 || !save.startsWith("ip6")).toList();
  }

  /**
   * The marks, as far as they can be read.
   *
   * @throws KernelException where one of the three is there and cannot be read
   */
  public List<MarkInUse> read() {
    Set<MarkInUse> marks = new LinkedHashSet<>();
    if (programs.has("ip")) {
      marks.addAll(routing("-4"));
      if (ipv6.getAsBoolean()) {
        marks.addAll(routing("-6"));
      }
    }
    boolean nftLists = addNftables(marks);
    for (String save : saves(ipv6.getAsBoolean())) {
      if (programs.has(save)) {
        marks.addAll(iptables(save, nftLists));
      }
    }
    return List.copyOf(marks);
  }

  /** Whether that can be asked for. */
  private boolean addNftables(Set<MarkInUse> marks) {
    try {
      marks.addAll(nftables());
      return true;
    } catch (FirewallMissingException absent) {
      return false;
    }
  }

  /** The rules of nft in a table of iptables are for nft to list. */
  private List<MarkInUse> iptables(String save, boolean nftLists) {
    String saved = programs.run(List.of(save), "");
    if (!nftLists && IptablesReader.isLeftOut(saved)) {
      throw IptablesFirewall.leftOut(save, save.startsWith("ip6") ? "ip6" : "ip");
    }
    return saved
        .lines()
        .filter(line -> !IptablesReader.isOurs(line))
        .flatMap(line -> MarkWords.ofIptables(line).stream())
        .toList();
  }

  private List<MarkInUse> routing(String family) {
    String listing = rules(family);
    try {
      return MarkWords.ofRoutingRules(listing);
    } catch (IllegalArgumentException strange) {
      throw new KernelException("the routing policy cannot be read: " + listing, strange);
    }
  }

  /** Without IPv6, or without policy routing for it, there are no rules, and none is an answer. */
  private String rules(String family) {
    try {
      return programs.run(List.of("ip", family, "-j", "rule", "show"), "");
    } catch (KernelException failed) {
      if (failed.getMessage().contains(NO_FAMILY)) {
        return "[]";
      }
      throw failed;
    }
  }

  private List<MarkInUse> nftables() {
    List<MarkInUse> marks = new ArrayList<>();
    for (String table : NftOutline.tables(asked(() -> nft.outline("list tables")))) {
      if (!table.equals(NftTable.OURS)) {
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
    String question = NftListing.question(familyAndName[0], familyAndName[1]);
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
