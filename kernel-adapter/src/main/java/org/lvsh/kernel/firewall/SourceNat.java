package org.lvsh.kernel.firewall;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.lvsh.kernel.KernelException;

/**
 * Whether a machine has rules that give packets another source address, in iptables or nftables.
 */
public final class SourceNat {
  private static final Pattern IPTABLES = Pattern.compile(" -j (?:SNAT|MASQUERADE|NETMAP)\\b");

  /** Words in quotes are comments and names. */
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /** The statement, not a chain of this name ({@code nft(8)}, NAT statements). */
  private static final Pattern NFT =
      Pattern.compile(
          "(?m)(?<!chain |jump |goto )\\b(?:masquerade(?=$| to| random| fully| persistent| comment)"
              + "|snat (?:ip6? )?(?:prefix )?to\\b)");

  private final Nft nft;
  private final Programs programs;
  private final BooleanSupplier ipv6;

  /** Those of this machine. */
  public SourceNat() {
    this(new NativeNft(LibNftables.FILE), new Programs(), Ipv6::isHere);
  }

  SourceNat(Nft nft, Programs programs, BooleanSupplier ipv6) {
    this.nft = nft;
    this.programs = programs;
    this.ipv6 = ipv6;
  }

  /**
   * Whether there is one, as far as rules can be read.
   *
   * @throws KernelException where there are rules that cannot be read
   */
  public boolean isThere() {
    for (String save : OthersMarks.saves(ipv6.getAsBoolean())) {
      if (programs.has(save) && IPTABLES.matcher(programs.run(List.of(save), "")).find()) {
        return true;
      }
    }
    try {
      return NftOutline.tables(nft.outline("list tables")).stream()
          .filter(table -> !table.equals(NftTable.OURS))
          .map(table -> nft.outline("list table " + table))
          .map(listing -> QUOTED.matcher(listing).replaceAll(""))
          .anyMatch(listing -> NFT.matcher(listing).find());
    } catch (FirewallMissingException absent) {
      return false;
    }
  }
}
