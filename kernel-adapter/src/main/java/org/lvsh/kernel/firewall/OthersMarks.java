package org.lvsh.kernel.firewall;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
  private final Nft nft;
  private final IptablesSaves saves;
  private final Supplier<Set<MarkInUse>> routing;

  /**
   * Those of this machine.
   *
   * @param routing the marks of its routing policy, asked anew each time
   */
  public OthersMarks(Supplier<Set<MarkInUse>> routing) {
    this(new NativeNft(LibNftables.FILE), IptablesSaves.live(), routing);
  }

  OthersMarks(Nft nft, IptablesSaves saves, Supplier<Set<MarkInUse>> routing) {
    this.nft = nft;
    this.saves = saves;
    this.routing = routing;
  }

  /**
   * The marks, as far as they can be read.
   *
   * @throws KernelException where one of the three is there and cannot be read
   */
  public List<MarkInUse> read() {
    Set<MarkInUse> marks = new LinkedHashSet<>(routing.get());
    Optional<List<String>> tables = tables();
    for (String table : tables.orElse(List.of())) {
      if (!table.equals(NftTable.OURS)) {
        marks.addAll(marksIn(table));
      }
    }
    saves
        .thatTell(tables)
        .forEach((save, saved) -> marks.addAll(iptables(save, saved, tables.isPresent())));
    return List.copyOf(marks);
  }

  /** Those of nftables; empty where that cannot be asked for. */
  private Optional<List<String>> tables() {
    try {
      return Optional.of(NftOutline.tables(asked(() -> nft.outline("list tables"))));
    } catch (FirewallMissingException absent) {
      return Optional.empty();
    }
  }

  /** The rules of nft in a table of iptables are for nft to list. */
  private static List<MarkInUse> iptables(String save, String saved, boolean nftLists) {
    if (!nftLists && IptablesReader.isLeftOut(saved)) {
      throw IptablesFirewall.leftOut(save, save.startsWith("ip6") ? "ip6" : "ip");
    }
    return saved
        .lines()
        .filter(line -> !IptablesReader.isOurs(line))
        .flatMap(line -> MarkWords.ofIptables(line).stream())
        .toList();
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
